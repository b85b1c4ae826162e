// Writes one record of reference data: what a patch gives replaces what is there, what it leaves out stays.
import { idOf } from '../../canonical.ts';
import type { WorldKind } from '../../forms/world.ts';
import type { Prisma } from '../../prisma/client/client.ts';
import { beginning, ending } from '../../rules/working-time.ts';
import type { Tx } from '../docket.ts';

export type Patch = Record<string, unknown>;
export type Written = { before: unknown; after: unknown };
export type At = { id: string; now: number };
type Writer = (tx: Tx, patch: Patch, at: At) => Promise<Written>;

export const writers: Readonly<Record<WorldKind, Writer>> = {
  organization: (tx, { id, ...rest }) => upsert(tx.organization, { id: id as string }, rest, { name: id }),
  country: (tx, { id, ...rest }) => upsert(tx.country, { id: id as string }, rest, { name: id, zone: 'UTC' }),
  area: (tx, { id, country, parent, ...rest }) =>
    upsert(
      tx.area,
      { id: id as string },
      { ...given({ countryId: country, parentId: parent }), ...rest },
      { name: id },
    ),
  activity: (tx, { id, organization, criticality, ...rest }) =>
    upsert(
      tx.activity,
      { id: id as string },
      { ...given({ organizationId: organization }), ...rated(criticality), ...rest },
      { name: id },
    ),
  assessment: (tx, { id, area, ...rest }) =>
    upsert(tx.assessment, { id: id as string }, { ...given({ areaId: area }), ...rest }, {}),
  requirement: (tx, { area, training, onArrival }) =>
    upsert(
      tx.requirement,
      { areaId_training: { areaId: area as string, training: training as string } },
      given({ onArrival }),
      { areaId: area, training },
    ),
  flight: (tx, { flight, date, organization, ...rest }) => {
    const key = { flight: flight as string, date: date as string, organizationId: organization as string };
    return upsert(tx.flightGroup, { flight_date_organizationId: key }, rest, key);
  },
  person: writePerson,
  appointment: writeAppointment,
  policy: writePolicy,
  acceptance: async (tx, { activity, area, organizations, until }, { id }) =>
    added(
      await tx.acceptance.create({
        data: {
          id,
          activityId: activity as string,
          areaId: area as string,
          organizations: organizations as string[],
          until: until as string,
        },
      }),
    ),
  presence: async (tx, { area, kind, persons, from, to }, { id }) =>
    added(
      await tx.presence.create({
        data: {
          id,
          areaId: area as string,
          kind: kind as string,
          persons: persons as number,
          from: from as string,
          to: to as string,
        },
      }),
    ),
  crisis: (tx, { area }, { now }) => upsert(tx.area, { id: area as string }, { crisisSince: new Date(now) }, {}),
};

async function writePerson(tx: Tx, patch: Patch): Promise<Written> {
  const { id, organization, base, supervisor, spouse, email, absent, training, ...rest } = patch;
  const key = { id: id as string };
  const away = absent as { from: string; to: string } | null | undefined;
  const data = {
    ...given({ organizationId: organization, baseId: base, supervisorId: supervisor, spouseId: spouse }),
    ...(email === undefined ? {} : { email: email === 'none' ? null : email, reachable: email !== 'none' }),
    ...(away === undefined ? {} : { absentFrom: away?.from ?? null, absentTo: away?.to ?? null }),
    ...rest,
  };
  const had = await tx.training.findMany({ where: { personId: key.id }, orderBy: { code: 'asc' } });
  const { before, after } = await upsert(tx.person, key, data, {});
  for (const [code, value] of Object.entries((training ?? {}) as Record<string, string>)) {
    const validTo = value === 'never' ? null : value;
    await tx.training.upsert({
      where: { personId_code: { personId: key.id, code } },
      create: { personId: key.id, code, validTo },
      update: { validTo },
    });
  }
  const has = await tx.training.findMany({ where: { personId: key.id }, orderBy: { code: 'asc' } });
  return { before: before && { ...(before as object), training: had }, after: { ...(after as object), training: has } };
}

async function writeAppointment(tx: Tx, patch: Patch): Promise<Written> {
  const { id, holder, country, area, organization, givenBy, from, end, ...rest } = patch;
  const key = { id: id as string };
  const known = await tx.appointment.findUnique({ where: key });
  const place = {
    area: (area ?? known?.areaId ?? null) as string | null,
    country: (country ?? known?.countryId ?? null) as string | null,
  };
  const zone = await zoneOfPlace(tx, place);
  const data = {
    ...given({ holderId: holder, countryId: country, areaId: area, organizationId: organization, givenById: givenBy }),
    ...(from === undefined ? {} : { from, fromAt: new Date(beginning(from as string, zone)) }),
    ...(end === undefined ? {} : { end, toAt: end === null ? null : new Date(ending(end as string, zone)) }),
    ...rest,
  };
  if (known)
    for (const name of ['role', 'holderId', 'countryId', 'areaId', 'organizationId'] as const) {
      const wanted = (data as Patch)[name];
      if (wanted !== undefined && wanted !== known[name])
        throw new Unwritable(
          'validation-failed',
          `Appointment ${key.id} is a signed instrument: end it and add another.`,
        );
    }
  return upsert(tx.appointment, key, data, {});
}

async function writePolicy(
  tx: Tx,
  { area, mode, travelType, category, from, to, exempt }: Patch,
  { id, now }: At,
): Promise<Written> {
  const zone = await zoneOfPlace(tx, { area: area as string, country: null });
  return added(
    await tx.policy.create({
      data: {
        id: idOf(id, 'policy'),
        areaId: area as string,
        mode: mode as string,
        travelType: (travelType as string | undefined) ?? null,
        category: (category as string | undefined) ?? null,
        exempt: (exempt ?? []) as Prisma.InputJsonValue,
        fromAt: new Date(from ? beginning(from as string, zone) : now),
        toAt: to ? new Date(ending(to as string, zone)) : null,
      },
    }),
  );
}

/** A change that cannot be written as it is; the code and words go to who asked for it. */
export class Unwritable extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

async function zoneOfPlace(
  tx: Tx,
  { area, country }: { area: string | null; country: string | null },
): Promise<string> {
  const place = area ? await tx.area.findUnique({ where: { id: area }, include: { country: true } }) : null;
  if (place) return place.zone ?? place.country.zone;
  return (country && (await tx.country.findUnique({ where: { id: country } }))?.zone) || 'UTC';
}

function rated(criticality: unknown): Patch {
  return criticality === undefined ? {} : { criticality: criticality === 'none' ? null : criticality };
}

function given(values: Patch): Patch {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function added(after: unknown): Written {
  return { before: null, after };
}

type Table = {
  findUnique(args: object): Promise<unknown>;
  create(args: object): Promise<unknown>;
  update(args: object): Promise<unknown>;
};

async function upsert(table: unknown, key: Record<string, unknown>, data: Patch, fallback: Patch): Promise<Written> {
  const { findUnique, create, update } = table as Table;
  const before = await findUnique({ where: key });
  const isComposite = Object.values(key).some((value) => typeof value === 'object');
  const after = before
    ? await update({ where: key, data })
    : await create({ data: { ...fallback, ...(isComposite ? {} : key), ...data } });
  return { before, after };
}
