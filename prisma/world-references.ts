// Whether the records a row speaks of are there, in the tables or further up in the same file.
import type { BadRow, GoodRow } from '../forms/world-csv.ts';
import type { WorldKind } from '../forms/world.ts';
import type { Reader } from './people.ts';
import type { Collection } from '../forms/world-collections.ts';

type Target = 'area' | 'country' | 'organization' | 'person' | 'activity' | 'appointment' | 'assessment';

const references: Partial<Record<WorldKind, Readonly<Record<string, Target>>>> = {
  area: { country: 'country', parent: 'area', owner: 'country', claimedBy: 'country' },
  policy: { area: 'area' },
  requirement: { area: 'area' },
  activity: { organization: 'organization', areas: 'area' },
  assessment: { area: 'area' },
  acceptance: { activity: 'activity', area: 'area', organizations: 'organization' },
  person: { organization: 'organization', base: 'area', supervisor: 'person', spouse: 'person' },
  appointment: { holder: 'person', country: 'country', area: 'area', organization: 'organization', givenBy: 'person' },
  presence: { area: 'area' },
  flight: { organization: 'organization' },
  crisis: { area: 'area' },
};
const everywhere = '*';

export async function findMissing(
  db: Reader,
  { kind, way, keyOf, needs }: Collection,
  rows: readonly GoodRow[],
): Promise<BadRow[]> {
  const bad: BadRow[] = [];
  const inFile = new Map<string, number>();
  for (const { line, patch } of rows) {
    const key = keyOf(patch);
    const earlier = inFile.get(key);
    if (earlier !== undefined && way === 'patch')
      bad.push({ line, column: 'id', message: `${key} is already on line ${earlier}` });
    else inFile.set(key, line);
  }
  if (way === 'patch') {
    const known = await knownAmong(db, kind as Target, [...inFile.keys()]);
    for (const { line, patch } of rows) {
      if (known.has(keyOf(patch))) continue;
      for (const column of needs)
        if (patch[column] === undefined) bad.push({ line, column, message: `${keyOf(patch)} is new and needs this` });
    }
  }
  for (const [column, target] of Object.entries(references[kind] ?? {})) {
    const named = (patch: GoodRow['patch']) =>
      [patch[column]].flat().filter((one): one is string => typeof one === 'string' && one !== everywhere);
    const known = await knownAmong(
      db,
      target,
      rows.flatMap(({ patch }) => named(patch)),
    );
    for (const { line, patch } of rows) {
      const unknown = named(patch).filter(
        (id) => !known.has(id) && !(target === kind && (inFile.get(id) ?? line) < line),
      );
      for (const id of unknown) bad.push({ line, column, message: `There is no ${target} ${id}` });
    }
  }
  return bad.toSorted((one, other) => one.line - other.line);
}

async function knownAmong(db: Reader, target: Target, ids: readonly string[]): Promise<Set<string>> {
  const query = { where: { id: { in: [...new Set(ids)] } }, select: { id: true } };
  const readers: Readonly<Record<Target, () => Promise<{ id: string }[]>>> = {
    area: () => db.area.findMany(query),
    country: () => db.country.findMany(query),
    organization: () => db.organization.findMany(query),
    person: () => db.person.findMany(query),
    activity: () => db.activity.findMany(query),
    appointment: () => db.appointment.findMany(query),
    assessment: () => db.assessment.findMany(query),
  };
  return new Set((await readers[target]()).map(({ id }) => id));
}
