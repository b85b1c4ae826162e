// Who may not decide on a person's request because of who he is to that person (domain 1.11, 4).
import type { Appointment, Person, World } from './world.ts';

export type Parties = {
  subject: string;
  submitter: string;
  /** Who has a hand in it besides: what he had a part in, neither he nor his instruments decide. */
  others?: readonly string[];
};

/** Authorities of the requester's own organization: his supervisors sit there by design and are no conflict. */
const ownSide = new Set([
  'supervisor',
  'country-representative',
  'security-focal-point',
  'senior-security-manager',
  'executive-head',
  'bureau-director',
]);

/** People above a person in his own organization, nearest first. */
export function supervisorsOf(world: World, person: string): string[] {
  const chain: string[] = [];
  const first = world.people.get(person);
  for (let next = first?.supervisor; next && !chain.includes(next) && next !== person && chain.length < 20;) {
    const one: Person | undefined = world.people.get(next);
    if (!one || one.organization !== first?.organization) break;
    chain.push(next);
    next = one.supervisor;
  }
  return chain;
}

/** Subject, submitter, family, supervisor chain and subordinates; an instrument the subject gave, at first hand or further, is his own. */
export function isConflicted(
  world: World,
  parties: Parties,
  role: string,
  person: string,
  instrument?: Appointment,
): boolean {
  const { subject, submitter, others = [] } = parties;
  if (person === subject || person === submitter || others.includes(person)) return true;
  if (instrument && giversOf(world, instrument).some((one) => one === subject || others.includes(one))) return true;
  if (world.people.get(subject)?.spouse === person || world.people.get(person)?.spouse === subject) return true;
  if (isSubordinate(world, person, subject)) return true;
  return !ownSide.has(role) && supervisorsOf(world, subject).includes(person);
}

/** Whoever gave the instrument, and whoever gave its giver the same office before. */
function giversOf({ appointments }: World, { role, givenBy }: Appointment): string[] {
  const givers: string[] = [];
  for (let next = givenBy ? [givenBy] : []; next.length > 0;) {
    givers.push(...next);
    const earlier = appointments.filter((one) => one.role === role && next.includes(one.holder));
    next = [...new Set(earlier.flatMap((one) => one.givenBy ?? []))].filter((one) => !givers.includes(one));
  }
  return givers;
}

function isSubordinate(world: World, person: string, of: string): boolean {
  const seen = new Set<string>();
  for (
    let next = world.people.get(person)?.supervisor;
    next && !seen.has(next);
    next = world.people.get(next)?.supervisor
  ) {
    if (next === of) return true;
    seen.add(next);
  }
  return false;
}
