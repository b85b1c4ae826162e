// The part of the world one request rests on, as plain values: reference data from memory, people from the tables.
import { wholeSystem } from '../rules/authority.ts';
import type { Appointment, Person, World } from '../rules/world.ts';
import { ask } from './ask.ts';
import { Prisma, type PrismaClient } from './client/client.ts';
import type { Frame } from './world-frame.ts';

export type Reader = PrismaClient | Prisma.TransactionClient;
export type WorldScope = {
  areas: readonly string[];
  /** Those whose powers speak besides the countries of the areas. */
  countries?: readonly string[];
  people: readonly string[];
  activities: readonly string[];
  flights?: readonly string[];
};

/** Powers over a place; all others are of an organization or of the whole system. */
const ofPlace = new Set([
  'country-security-adviser',
  'clearing-officer',
  'area-security-coordinator',
  'designated-official',
  'acting-designated-official',
  'warden',
]);

/** @param peopleToken names the state of the people tables, so that who has been read under it need not be read again */
export async function loadWorld(db: Reader, scope: WorldScope, frame: Frame, peopleToken: string): Promise<World> {
  const areas = new Map(scope.areas.flatMap((id) => frame.areas.get(id) ?? []).map((one) => [one.id, one]));
  for (const { parents } of [...areas.values()]) {
    for (const id of parents) areas.set(id, frame.areas.get(id)!);
  }
  const areaIds = [...areas.keys()];
  const held = frame.appointments.filter((one) => scope.people.includes(one.holder));
  const countries = new Set([
    ...[...areas.values()].flatMap((one) => [one.country, one.owner ?? one.country, ...one.claimedBy]),
    ...held.flatMap((one) => one.country ?? []),
    ...(scope.countries ?? []),
  ]);
  const people = await peopleUpward(db, scope.people, true, peopleToken);
  const travellers = scope.people.flatMap((id) => people.get(id) ?? []);
  const organizations = new Set(travellers.flatMap((one) => one.organization ?? []));
  const speaks = (one: Appointment) =>
    wholeSystem.has(one.role) ||
    (one.organization !== null && organizations.has(one.organization)) ||
    scope.people.includes(one.holder) ||
    (ofPlace.has(one.role) &&
      (one.country === '*' ||
        (one.country !== null && countries.has(one.country)) ||
        (one.area !== null && areas.has(one.area))));
  const appointments = frame.appointments.filter(speaks);
  const holders = [...new Set(appointments.map((one) => one.holder))].filter((id) => !people.has(id));
  for (const [id, one] of await peopleUpward(db, holders, false, peopleToken)) people.set(id, one);
  return {
    people,
    areas,
    appointments,
    countries: pick(frame.countries, countries),
    assessments: pick(frame.assessments, areaIds),
    policies: areaIds.flatMap((id) => frame.policies.get(id) ?? []),
    requirements: [...areaIds, '*'].flatMap((id) => frame.requirements.get(id) ?? []),
    activities: pick(frame.activities, scope.activities),
    acceptances: scope.activities.flatMap((id) => frame.acceptances.get(id) ?? []).filter((one) => areas.has(one.area)),
    flights: (scope.flights ?? []).flatMap((id) => frame.flights.get(id) ?? []),
    organizations: pick(frame.organizations, organizations),
  };
}

function pick<T>(from: ReadonlyMap<string, T>, ids: Iterable<string>): Map<string, T> {
  const found = new Map<string, T>();
  for (const id of ids) {
    const one = from.get(id);
    if (one !== undefined) found.set(id, one);
  }
  return found;
}

type Row = {
  id: string;
  name: string;
  organizationId: string | null;
  category: string;
  baseId: string | null;
  supervisorId: string | null;
  spouseId: string | null;
  reachable: boolean;
  active: boolean;
  contractEnd: string | null;
  automaticWithdrawnUntil: string | null;
  absentFrom: string | null;
  absentTo: string | null;
  training: Record<string, string | null> | null;
};

const known = new Map<string, Map<string, Person | null>>();
const mostKept = 4;
const mostPeople = 20_000;

/** People with everyone above them, and with their spouses where asked. */
async function peopleUpward(
  db: Reader,
  ids: readonly string[],
  withSpouses: boolean,
  token: string,
): Promise<Map<string, Person>> {
  const kept = keptUnder(token);
  const isKept = (id: string) => {
    const one = kept.get(id);
    return one !== undefined && (!withSpouses || !one?.spouse || kept.has(one.spouse));
  };
  const wanted = ids.filter((id) => !isKept(id));
  if (wanted.length > 0) {
    const read = await readUpward(db, wanted, withSpouses);
    for (const id of wanted) kept.set(id, null);
    for (const one of read) kept.set(one.id, one);
  }
  const found = new Map<string, Person>();
  const add = (id: string | null) => {
    for (let next = id; next && !found.has(next);) {
      const one = kept.get(next);
      if (!one) return;
      found.set(next, one);
      if (withSpouses && ids.includes(next)) add(one.spouse);
      next = one.supervisor;
    }
  };
  for (const id of ids) add(id);
  return found;
}

function keptUnder(token: string): Map<string, Person | null> {
  let kept = known.get(token);
  if (!kept || kept.size > mostPeople) {
    known.set(token, (kept = new Map()));
    if (known.size > mostKept) known.delete(known.keys().next().value!);
  }
  return kept;
}

/** OFFSET 0 has each looked up by his id: how many are above whom is more than the planner can guess, and it would read all people. */
const personById = (id: Prisma.Sql) => Prisma.sql`(
  SELECT id, name, "organizationId", category, "baseId", "supervisorId", "spouseId", reachable, active, "contractEnd",
    "automaticWithdrawnUntil", "absentFrom", "absentTo"
  FROM people WHERE id = ${id} OFFSET 0)`;

/** The ids come as JSON: of a list PostgreSQL counts the members and then plans each time anew, which takes longer than the reading. */
async function readUpward(db: Reader, wanted: string[], withSpouses: boolean): Promise<Person[]> {
  const spouses = Prisma.sql`UNION SELECT s."spouseId" FROM given CROSS JOIN LATERAL ${personById(Prisma.sql`given.id`)} s`;
  const rows = await ask<Row>(
    db,
    Prisma.sql`
    WITH RECURSIVE given AS (
      SELECT id FROM jsonb_array_elements_text(${JSON.stringify(wanted)}::jsonb) AS id
    ), named AS (
      SELECT id FROM given ${withSpouses ? spouses : Prisma.empty}
    ), up AS (
      SELECT p.* FROM named CROSS JOIN LATERAL ${personById(Prisma.sql`named.id`)} p
      UNION SELECT p.* FROM up CROSS JOIN LATERAL ${personById(Prisma.sql`up."supervisorId"`)} p
    )
    SELECT up.*, (SELECT json_object_agg(t.code, t."validTo") FROM trainings t WHERE t."personId" = up.id) AS training FROM up`,
  );
  return rows.map(personOf);
}

function personOf(one: Row): Person {
  return {
    id: one.id,
    name: one.name,
    organization: one.organizationId,
    category: one.category,
    base: one.baseId,
    supervisor: one.supervisorId,
    spouse: one.spouseId,
    reachable: one.reachable,
    active: one.active,
    contractEnd: one.contractEnd,
    automaticWithdrawnUntil: one.automaticWithdrawnUntil,
    absent: one.absentFrom && one.absentTo ? { from: one.absentFrom, to: one.absentTo } : null,
    training: one.training ?? {},
  };
}
