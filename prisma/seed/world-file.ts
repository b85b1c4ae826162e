// A world file: the reference data of a whole system as people write it, read from YAML and checked before anything is written.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { Instant } from '../../forms/common.ts';
import { worldKinds } from '../../forms/world.ts';

const name = { name: true } as const;

/** Every record is complete here: nothing is there yet that it could merge into. */
export const World = z.strictObject({
  clock: Instant,
  workingWeek: worldKinds.country.shape.workingWeek,
  organizations: z.array(worldKinds.organization.required(name)),
  countries: z.array(worldKinds.country.required({ name: true, zone: true })),
  areas: z.array(worldKinds.area.required({ name: true, country: true })),
  assessments: z.array(worldKinds.assessment.required({ id: true, area: true, validTo: true })).default([]),
  policies: z.array(worldKinds.policy).default([]),
  requirements: z.array(worldKinds.requirement).default([]),
  activities: z.array(worldKinds.activity.required({ organization: true })).default([]),
  people: z.array(worldKinds.person.required({ name: true, category: true })),
  appointments: z.array(worldKinds.appointment.required({ role: true, holder: true, from: true })),
});
export type World = z.infer<typeof World>;

/** The fictional world the product comes with: its demonstration, and where stories begin that bring none of their own. */
export const shippedWorld = join(import.meta.dirname, '../../test/scenarios/world.yaml');

export class WorldFileError extends Error {}

export function readWorldFile(file: string): World {
  return parseWorld(readFileSync(file, 'utf8'), file);
}

/** Throws a WorldFileError that names the file, the key and what to do, one line a fault. */
export function parseWorld(text: string, file: string): World {
  const document = parseDocument(text);
  if (document.errors.length > 0)
    throw fault(
      file,
      document.errors.map((error) => `${error.message.split('\n')[0]}`),
    );
  return checkWorld(document.toJS(), file);
}

export function checkWorld(content: unknown, file: string): World {
  const parsed = World.safeParse(content);
  if (!parsed.success)
    throw fault(
      file,
      parsed.error.issues.map((issue) => `${keyOf(issue.path, content)}: ${issue.message}`),
    );
  const unknown = unknownReferences(parsed.data);
  if (unknown.length > 0) throw fault(file, unknown);
  return parsed.data;
}

function fault(file: string, lines: string[]): WorldFileError {
  return new WorldFileError(lines.map((line) => `${file}: ${line}`).join('\n'));
}

/** `areas XA-3 presentRisk` rather than `areas.4.presentRisk`, where the record has an id. */
function keyOf(path: PropertyKey[], content: unknown): string {
  const [list, index, ...rest] = path;
  const record = (content as Record<PropertyKey, unknown[]>)?.[list ?? '']?.[Number(index)] as
    { id?: unknown } | undefined;
  const at = typeof record?.id === 'string' ? record.id : index === undefined ? '' : `entry ${Number(index) + 1}`;
  return [list, at, rest.join('.')].filter((part) => part !== undefined && part !== '').join(' ') || 'file';
}

function unknownReferences(world: World): string[] {
  const known = (list: { id: string }[], kind: string, add: string[] = []) => ({
    kind,
    ids: new Set([...list.map(({ id }) => id), ...add]),
  });
  const organizations = known(world.organizations, 'organizations');
  const countries = known(world.countries, 'countries');
  const anyCountry = known(world.countries, 'countries', ['*']);
  const areas = known(world.areas, 'areas');
  const anyArea = known(world.areas, 'areas', ['*']);
  const people = known(world.people, 'people');
  const lines: string[] = [];
  const need = (where: string, { kind, ids }: typeof areas, ...values: (string | null | undefined)[]) => {
    for (const value of values)
      if (value != null && !ids.has(value))
        lines.push(`${where}: there is no "${value}" among the ${kind}; add it or correct the name`);
  };
  for (const area of world.areas)
    need(`areas ${area.id}`, countries, area.country, area.owner, ...(area.claimedBy ?? []));
  for (const area of world.areas) need(`areas ${area.id} parent`, areas, area.parent);
  for (const { id, area } of world.assessments) need(`assessments ${id}`, areas, area);
  for (const { area } of world.policies) need('policies', areas, area);
  for (const { area } of world.requirements) need('requirements', anyArea, area);
  for (const activity of world.activities) {
    need(`activities ${activity.id}`, organizations, activity.organization);
    need(`activities ${activity.id}`, areas, ...(activity.areas ?? []));
  }
  for (const person of world.people) {
    need(`people ${person.id}`, organizations, person.organization);
    need(`people ${person.id}`, areas, person.base);
    need(`people ${person.id}`, people, person.supervisor, person.spouse);
  }
  for (const appointment of world.appointments) {
    need(`appointments ${appointment.id}`, people, appointment.holder, appointment.givenBy);
    need(`appointments ${appointment.id}`, anyCountry, appointment.country);
    need(`appointments ${appointment.id}`, areas, appointment.area);
    need(`appointments ${appointment.id}`, organizations, appointment.organization);
  }
  return lines;
}
