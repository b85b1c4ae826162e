// Reads the part of the world one request rests on into plain values, in one transaction or connection.
import type { Prisma, PrismaClient } from './client/client.ts';
import type {
  Acceptance,
  Activity,
  Appointment,
  Area,
  Country,
  FlightGroup,
  Person,
  Policy,
  World,
} from '../rules/world.ts';

export type Reader = PrismaClient | Prisma.TransactionClient;
export type WorldScope = {
  areas: readonly string[];
  people: readonly string[];
  activities: readonly string[];
  flights?: readonly string[];
};

const above = [
  'country-security-adviser',
  'clearing-officer',
  'area-security-coordinator',
  'designated-official',
  'acting-designated-official',
  'warden',
];
const everywhere = [
  'regional-operations',
  'under-secretary-general',
  'secretary-general',
  'air-safety-adviser',
  'executive-group-on-security',
  'high-level-committee',
];

export async function loadWorld(db: Reader, scope: WorldScope): Promise<World> {
  const areaRows = await areasUpward(db, scope.areas);
  const areaIds = [...areaRows.keys()];
  const own = await appointmentsHeld(db, scope.people);
  const countryIds = [
    ...new Set(
      [...areaRows.values()]
        .flatMap((one) => [one.countryId, one.owner ?? one.countryId, ...one.claimedBy])
        .concat(own.flatMap((one) => one.countryId ?? [])),
    ),
  ].filter((one) => one !== '*');
  const travellers = await db.person.findMany({
    where: { id: { in: [...scope.people] } },
    select: { organizationId: true, spouseId: true },
  });
  const organizations = [...new Set(travellers.flatMap((one) => one.organizationId ?? []))];

  const [
    countries,
    assessments,
    policies,
    requirements,
    activities,
    acceptances,
    appointments,
    flights,
    organizationRows,
  ] = [
    await db.country.findMany({ where: { id: { in: countryIds } } }),
    await db.assessment.findMany({ where: { areaId: { in: areaIds } } }),
    await db.policy.findMany({ where: { areaId: { in: areaIds } } }),
    await db.requirement.findMany({ where: { areaId: { in: [...areaIds, '*'] } } }),
    await db.activity.findMany({ where: { id: { in: [...scope.activities] } } }),
    await db.acceptance.findMany({ where: { activityId: { in: [...scope.activities] }, areaId: { in: areaIds } } }),
    await db.appointment.findMany({
      where: {
        OR: [
          { role: { in: above }, OR: [{ countryId: { in: [...countryIds, '*'] } }, { areaId: { in: areaIds } }] },
          { role: { in: everywhere } },
          { organizationId: { in: organizations } },
          { holderId: { in: [...scope.people] } },
        ],
      },
    }),
    scope.flights?.length ? await db.flightGroup.findMany({ where: { flight: { in: [...scope.flights] } } }) : [],
    await db.organization.findMany({ where: { id: { in: organizations } } }),
  ];
  const spouses = travellers.flatMap((one) => one.spouseId ?? []);
  const people = await peopleUpward(db, [...scope.people, ...spouses, ...appointments.map((one) => one.holderId)]);
  const zones = new Map(countries.map((one) => [one.id, one.zone]));
  return {
    people,
    countries: byId(countries.map((one): Country => ({ ...one }))),
    areas: byId([...areaRows.values()].map((one) => areaOf(one, areaRows, zones))),
    assessments: latest(assessments),
    policies: policies.map((one): Policy => ({
      ...one,
      area: one.areaId,
      exempt: one.exempt as unknown as Policy['exempt'],
      from: +one.fromAt,
      to: one.toAt && +one.toAt,
      seq: Number(one.seq),
    })),
    requirements: requirements.map((one) => ({ area: one.areaId, training: one.training, onArrival: one.onArrival })),
    activities: byId(activities.map((one): Activity => ({ ...one, organization: one.organizationId }))),
    acceptances: acceptances.map((one): Acceptance => ({
      activity: one.activityId,
      area: one.areaId,
      until: one.until,
    })),
    appointments: appointments.map(appointmentOf),
    flights: flights.map((one): FlightGroup => ({ ...one, organization: one.organizationId })),
    organizations: byId(organizationRows),
  };
}

function byId<T extends { id: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((one) => [one.id, one]));
}

export function appointmentOf(one: Prisma.AppointmentGetPayload<object>): Appointment {
  return {
    id: one.id,
    role: one.role,
    holder: one.holderId,
    country: one.countryId,
    area: one.areaId,
    organization: one.organizationId,
    from: +one.fromAt,
    to: one.toAt && +one.toAt,
    givenBy: one.givenById,
    limits: one.limits as Appointment['limits'],
  };
}

type AreaRow = Prisma.AreaGetPayload<object>;

function areaOf(one: AreaRow, rows: ReadonlyMap<string, AreaRow>, zones: ReadonlyMap<string, string>): Area {
  const parents: string[] = [];
  for (let next = one.parentId; next && !parents.includes(next); next = rows.get(next)?.parentId ?? null)
    parents.push(next);
  return {
    id: one.id,
    name: one.name,
    country: one.countryId,
    zone: one.zone ?? zones.get(one.owner ?? one.countryId) ?? 'UTC',
    presentRisk: one.presentRisk,
    nonFamily: one.nonFamily,
    presence: one.presence,
    owner: one.owner,
    ceiling: one.ceiling,
    allowedModes: one.allowedModes,
    measures: one.measures as unknown as Area['measures'],
    claimedBy: one.claimedBy,
    parents,
  };
}

async function areasUpward(db: Reader, ids: readonly string[]): Promise<Map<string, AreaRow>> {
  const rows = new Map<string, AreaRow>();
  for (let wanted = [...new Set(ids)]; wanted.length > 0;) {
    for (const one of await db.area.findMany({ where: { id: { in: wanted } } })) rows.set(one.id, one);
    wanted = [...rows.values()].flatMap((one) => one.parentId ?? []).filter((id) => !rows.has(id));
  }
  return rows;
}

async function appointmentsHeld(db: Reader, people: readonly string[]) {
  return db.appointment.findMany({ where: { holderId: { in: [...people] } }, select: { countryId: true } });
}

/** Where two assessments of an area are on file, the one that ends last counts. */
function latest(rows: readonly { areaId: string; validTo: string }[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const one of rows) if ((found.get(one.areaId) ?? '') < one.validTo) found.set(one.areaId, one.validTo);
  return found;
}

async function peopleUpward(db: Reader, ids: readonly string[]): Promise<Map<string, Person>> {
  const people = new Map<string, Person>();
  for (let wanted = [...new Set(ids)], depth = 0; wanted.length > 0 && depth < 20; depth += 1) {
    const rows = await db.person.findMany({ where: { id: { in: wanted } }, include: { trainings: true } });
    for (const one of rows) people.set(one.id, personOf(one));
    wanted = [...new Set(rows.flatMap((one) => one.supervisorId ?? []))].filter((id) => !people.has(id));
  }
  return people;
}

function personOf(one: Prisma.PersonGetPayload<{ include: { trainings: true } }>): Person {
  return {
    id: one.id,
    name: one.name,
    organization: one.organizationId,
    category: one.category,
    base: one.baseId,
    supervisor: one.supervisorId,
    spouse: one.spouseId,
    reachable: one.reachable,
    contractEnd: one.contractEnd,
    automaticWithdrawnUntil: one.automaticWithdrawnUntil,
    absent: one.absentFrom && one.absentTo ? { from: one.absentFrom, to: one.absentTo } : null,
    training: Object.fromEntries(one.trainings.map(({ code, validTo }) => [code, validTo])),
  };
}
