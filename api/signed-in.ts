// Who is asking, and which powers he holds at this moment.
export type HeldRole = {
  role: string;
  country: string | null;
  area: string | null;
  organization: string | null;
  appointment: string;
};
export type SessionRef = { hash: string; kind: string; by: 'cookie' | 'bearer'; authAt: number; acr: string | null };
export type SignedIn = {
  id: string;
  name: string;
  organization: string | null;
  roles: readonly HeldRole[];
  session: SessionRef;
};

export function holds(person: SignedIn, ...roles: readonly string[]): boolean {
  return person.roles.some((one) => roles.includes(one.role));
}

export const isAdministrator = (person: SignedIn): boolean => holds(person, 'rule-administrator');
