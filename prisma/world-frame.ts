// All reference data but people, kept in memory while its token in the database stands: every judgement reads it, few days change it.
import type { Acceptance, Activity, Appointment, Area, Country, FlightGroup, Policy } from '../rules/world.ts';
import { ask } from './ask.ts';
import { Prisma, type PrismaClient } from './client/client.ts';
import { loadRulesInForce, type RulesInForce } from './rules-in-force.ts';

type Tx = Prisma.TransactionClient;
type Organization = { id: string; name: string; kind: string | null };
type Requirement = { area: string; training: string; onArrival: boolean };

export type Frame = {
  countries: ReadonlyMap<string, Country>;
  areas: ReadonlyMap<string, Area>;
  organizations: ReadonlyMap<string, Organization>;
  activities: ReadonlyMap<string, Activity>;
  /** Area -> last day of the assessment that ends last. */
  assessments: ReadonlyMap<string, string>;
  policies: ReadonlyMap<string, Policy[]>;
  requirements: ReadonlyMap<string, Requirement[]>;
  acceptances: ReadonlyMap<string, Acceptance[]>;
  appointments: readonly Appointment[];
  flights: ReadonlyMap<string, FlightGroup[]>;
  /** Who is asked is `ruleSetFor`. */
  rules: RulesInForce;
};
/** What stands: tokens of the reference data and of the people; the place in order of the last change. */
export type Tokens = { frame: string; people: string; latest: bigint };

const known = new Map<string, Frame>();
const mostKept = 6;

/** Inside a transaction that holds the lock of the world, so that nothing changes between the token and the rows. */
export async function frameIn(tx: Tx, token: string): Promise<Frame> {
  return known.get(token) ?? keep(token, await load(tx));
}

/**
 * From outside a transaction: the rows are read from one snapshot with their token.
 * @param read tokens that came with other rows
 */
export async function frameOf(db: PrismaClient, read?: Tokens): Promise<{ frame: Frame; tokens: Tokens }> {
  const tokens = read ?? (await standing(db));
  const frame = known.get(tokens.frame);
  if (frame) return { frame, tokens };
  const fromOneSnapshot = async (tx: Tx) => {
    const then = await standing(tx);
    return { frame: await frameIn(tx, then.frame), tokens: then };
  };
  return db.$transaction(fromOneSnapshot, { isolationLevel: 'RepeatableRead', maxWait: 5_000, timeout: 15_000 });
}

/** Columns that say what stands, for any statement. */
export const tokensNow = Prisma.sql`(SELECT token FROM world_version WHERE id = 'frame') AS frame,
  (SELECT token FROM world_version WHERE id = 'people') AS people, coalesce((SELECT max(seq) FROM reference_changes), 0) AS latest`;

async function standing(db: Tx | PrismaClient): Promise<Tokens> {
  const [row] = await ask<Tokens>(db, Prisma.sql`SELECT ${tokensNow}`);
  return row!;
}

function keep(token: string, frame: Frame): Frame {
  known.set(token, frame);
  if (known.size > mostKept) known.delete(known.keys().next().value!);
  return frame;
}

async function load(tx: Tx): Promise<Frame> {
  const countries = await tx.country.findMany();
  const areas = await tx.area.findMany();
  const organizations = await tx.organization.findMany();
  const activities = await tx.activity.findMany();
  const assessments = await tx.assessment.findMany({
    orderBy: [{ validTo: 'asc' }, { id: 'asc' }],
    select: { areaId: true, validTo: true },
  });
  const policies = await tx.policy.findMany({ orderBy: { seq: 'asc' } });
  const requirements = await tx.requirement.findMany({ orderBy: [{ areaId: 'asc' }, { training: 'asc' }] });
  const acceptances = await tx.acceptance.findMany({ orderBy: { id: 'asc' } });
  const appointments = await tx.appointment.findMany({ orderBy: { id: 'asc' } });
  const flights = await tx.flightGroup.findMany({
    orderBy: [{ flight: 'asc' }, { date: 'asc' }, { organizationId: 'asc' }],
  });
  const rules = await loadRulesInForce(tx);
  const zones = new Map(countries.map((one) => [one.id, one.zone]));
  const rows = new Map(areas.map((one) => [one.id, one]));
  return {
    countries: byId(countries),
    areas: byId(areas.map((one) => areaOf(one, rows, zones))),
    organizations: byId(organizations),
    activities: byId(activities.map((one) => ({ ...one, organization: one.organizationId }))),
    assessments: new Map(assessments.map((one) => [one.areaId, one.validTo])),
    policies: groupBy(policies.map(policyOf), (one) => one.area),
    requirements: groupBy(
      requirements.map((one) => ({ area: one.areaId, training: one.training, onArrival: one.onArrival })),
      (one) => one.area,
    ),
    acceptances: groupBy(
      acceptances.map((one) => ({ activity: one.activityId, area: one.areaId, until: one.until })),
      (one) => one.activity,
    ),
    appointments: appointments.map(appointmentOf),
    flights: groupBy(
      flights.map((one) => ({ ...one, organization: one.organizationId })),
      (one) => one.flight,
    ),
    rules,
  };
}

type AreaRow = Prisma.AreaGetPayload<object>;

function areaOf(one: AreaRow, rows: ReadonlyMap<string, AreaRow>, zones: ReadonlyMap<string, string>): Area {
  const parents: string[] = [];
  for (let next = one.parentId; next && !parents.includes(next); next = rows.get(next)?.parentId ?? null)
    parents.push(next);
  const {
    id,
    name,
    countryId: country,
    presentRisk,
    nonFamily,
    presence,
    owner,
    ceiling,
    allowedModes,
    claimedBy,
  } = one;
  const zone = one.zone ?? zones.get(owner ?? country) ?? 'UTC';
  const measures = one.measures as unknown as Area['measures'];
  return {
    id,
    name,
    country,
    zone,
    presentRisk,
    nonFamily,
    presence,
    owner,
    ceiling,
    allowedModes,
    measures,
    claimedBy,
    parents,
  };
}

function policyOf({
  areaId,
  mode,
  travelType,
  category,
  exempt,
  fromAt,
  toAt,
  seq,
}: Prisma.PolicyGetPayload<object>): Policy {
  return {
    area: areaId,
    mode,
    travelType,
    category,
    exempt: exempt as unknown as Policy['exempt'],
    from: +fromAt,
    to: toAt && +toAt,
    seq: Number(seq),
  };
}

function appointmentOf(one: Prisma.AppointmentGetPayload<object>): Appointment {
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

function byId<T extends { id: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((one) => [one.id, one]));
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
