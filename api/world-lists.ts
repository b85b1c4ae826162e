// Reads one page of each collection of reference data, in the order of its key.
import type { Database } from '../prisma/connect.ts';
import type { WorldList, WorldView } from './world-views.ts';

/** `skip` rows of the order are on earlier pages; one row more than shown is taken. */
export type Wanted = { q: string | undefined; skip: number; take: number; now: number };
type Reading<K extends WorldList> = (db: Database, wanted: Wanted) => Promise<WorldView<K>[]>;

/** Prisma passes % and _ on as wildcards. */
const like = (q = '') => ({ contains: q.replaceAll(/[\\%_]/g, '\\$&'), mode: 'insensitive' as const });
const page = ({ skip, take }: Wanted) => ({ skip, take });
const iso = (at: Date | null) => at && at.toISOString();
const byId = { id: 'asc' } as const;

const areas: Reading<'areas'> = async (db, wanted) => {
  const text = like(wanted.q);
  const where = { OR: [{ id: text }, { name: text }, { countryId: text }, { country: { name: text } }] };
  const rows = await db.area.findMany({ where, include: { country: true }, orderBy: byId, ...page(wanted) });
  return rows.map((one) => ({
    ...{
      id: one.id,
      name: one.name,
      country: one.countryId,
      countryName: one.country.name,
      parent: one.parentId,
      zone: one.zone ?? one.country.zone,
    },
    ...{
      presentRisk: one.presentRisk,
      capital: one.capital,
      nonFamily: one.nonFamily,
      presence: one.presence,
      owner: one.owner,
    },
    ...{
      ceiling: one.ceiling,
      allowedModes: one.allowedModes,
      measures: one.measures as { code: string }[],
      claimedBy: one.claimedBy,
    },
    crisisSince: iso(one.crisisSince),
  }));
};

const ceilings: Reading<'ceilings'> = async (db, wanted) => {
  const where = { ceiling: { not: null }, OR: [{ id: like(wanted.q) }, { name: like(wanted.q) }] };
  const rows = await db.area.findMany({ where, orderBy: byId, ...page(wanted) });
  return rows.map(({ id, name, countryId, ceiling }) => ({ id, name, country: countryId, ceiling: ceiling ?? 0 }));
};

const crises: Reading<'crises'> = async (db, wanted) => {
  const where = { crisisSince: { not: null }, OR: [{ id: like(wanted.q) }, { name: like(wanted.q) }] };
  const rows = await db.area.findMany({ where, orderBy: byId, ...page(wanted) });
  return rows.map(({ id, name, countryId, crisisSince }) => ({
    ...{ area: id, name, country: countryId },
    since: iso(crisisSince) ?? '',
  }));
};

const people: Reading<'people'> = async (db, wanted) => {
  const where = { active: true, OR: [{ id: like(wanted.q) }, { name: like(wanted.q) }] };
  const rows = await db.person.findMany({ where, orderBy: byId, ...page(wanted) });
  const roles = await rolesByHolder(
    db,
    rows.map(({ id }) => id),
    wanted.now,
  );
  return rows.map(({ id, name, organizationId, category }) => ({
    id,
    name,
    organization: organizationId,
    category,
    roles: roles.get(id) ?? [],
  }));
};

export async function rolesByHolder(db: Database, holders: string[], now: number): Promise<Map<string, string[]>> {
  const at = new Date(now);
  const rows = await db.appointment.findMany({
    where: { holderId: { in: holders }, fromAt: { lte: at }, OR: [{ toAt: null }, { toAt: { gt: at } }] },
    orderBy: byId,
  });
  const roles = new Map<string, string[]>();
  for (const { holderId, role } of rows) roles.set(holderId, [...new Set([...(roles.get(holderId) ?? []), role])]);
  return roles;
}

const appointments: Reading<'appointments'> = async (db, wanted) => {
  const text = like(wanted.q);
  const where =
    wanted.q === undefined
      ? {}
      : {
          OR: [
            { id: text },
            { role: text },
            { holderId: text },
            { countryId: text },
            { areaId: text },
            { organizationId: text },
          ],
        };
  const rows = await db.appointment.findMany({ where, orderBy: byId, ...page(wanted) });
  return rows.map((one) => ({
    ...{
      id: one.id,
      role: one.role,
      holder: one.holderId,
      country: one.countryId,
      area: one.areaId,
      organization: one.organizationId,
    },
    ...{
      from: one.from,
      end: one.end,
      givenBy: one.givenById,
      limits: one.limits as Record<string, unknown>,
      text: one.text,
    },
    inForce: +one.fromAt <= wanted.now && (one.toAt === null || wanted.now < +one.toAt),
  }));
};

const policies: Reading<'policies'> = async (db, wanted) => {
  const rows = await db.policy.findMany({
    where: { areaId: like(wanted.q) },
    orderBy: [{ areaId: 'asc' }, { seq: 'asc' }],
    ...page(wanted),
  });
  return rows.map(({ areaId, fromAt, toAt, exempt, id, mode, travelType, category }) => ({
    ...{ id, area: areaId, mode, travelType, category, from: fromAt.toISOString(), to: iso(toAt) },
    exempt: (exempt as { id: string }[]).map((one) => ({ id: one.id })),
  }));
};

export const worldLists: { readonly [K in WorldList]: Reading<K> } = {
  ...{ areas, ceilings, crises, people, appointments, policies },
  countries: async (db, wanted) =>
    db.country.findMany({
      where: { OR: [{ id: like(wanted.q) }, { name: like(wanted.q) }] },
      orderBy: byId,
      ...page(wanted),
    }),
  organizations: async (db, wanted) =>
    db.organization.findMany({
      where: { OR: [{ id: like(wanted.q) }, { name: like(wanted.q) }] },
      orderBy: byId,
      ...page(wanted),
    }),
  activities: async (db, wanted) => {
    const rows = await db.activity.findMany({
      where: { OR: [{ id: like(wanted.q) }, { name: like(wanted.q) }] },
      orderBy: byId,
      ...page(wanted),
    });
    return rows.map((one) => ({ ...one, organization: one.organizationId }));
  },
  assessments: async (db, wanted) => {
    const rows = await db.assessment.findMany({
      where: { OR: [{ id: like(wanted.q) }, { areaId: like(wanted.q) }] },
      orderBy: byId,
      ...page(wanted),
    });
    return rows.map(({ id, areaId, validTo }) => ({ id, area: areaId, validTo }));
  },
  requirements: async (db, wanted) => {
    const rows = await db.requirement.findMany({
      where: { OR: [{ areaId: like(wanted.q) }, { training: like(wanted.q) }] },
      orderBy: [{ areaId: 'asc' }, { training: 'asc' }],
      ...page(wanted),
    });
    return rows.map(({ areaId, training, onArrival }) => ({ area: areaId, training, onArrival }));
  },
  acceptances: async (db, wanted) => {
    const rows = await db.acceptance.findMany({
      where: { OR: [{ areaId: like(wanted.q) }, { activityId: like(wanted.q) }] },
      orderBy: byId,
      ...page(wanted),
    });
    return rows.map(({ id, activityId, areaId, organizations, until }) => ({
      id,
      activity: activityId,
      area: areaId,
      organizations,
      until,
    }));
  },
  presences: async (db, wanted) => {
    const rows = await db.presence.findMany({ where: { areaId: like(wanted.q) }, orderBy: byId, ...page(wanted) });
    return rows.map(({ id, areaId, kind, persons, from, to }) => ({ id, area: areaId, kind, persons, from, to }));
  },
  flights: async (db, wanted) => {
    const rows = await db.flightGroup.findMany({
      where: { flight: like(wanted.q) },
      orderBy: [{ flight: 'asc' }, { date: 'asc' }, { organizationId: 'asc' }],
      ...page(wanted),
    });
    return rows.map(({ flight, date, organizationId, booked, max }) => ({
      flight,
      date,
      organization: organizationId,
      booked,
      max,
    }));
  },
};
