// Who is asking, and which powers he holds at this moment.
import type { Database } from '../prisma/connect.ts';

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

/** Appointments in force at the instant. */
export async function rolesOf(db: Database, person: string, now: number): Promise<HeldRole[]> {
  const at = new Date(now);
  const rows = await db.appointment.findMany({
    where: { holderId: person, fromAt: { lte: at }, OR: [{ toAt: null }, { toAt: { gt: at } }] },
    orderBy: { id: 'asc' },
  });
  return rows.map((one) => ({
    role: one.role,
    country: one.countryId,
    area: one.areaId,
    organization: one.organizationId,
    appointment: one.id,
  }));
}

export function holds(person: SignedIn, ...roles: readonly string[]): boolean {
  return person.roles.some((one) => roles.includes(one.role));
}

export const isAdministrator = (person: SignedIn): boolean => holds(person, 'rule-administrator');
