// The ground of every check: faults are collected with the place they stand at, names are known from the world and what a story adds.
import type { World } from '../prisma/seed/world-file.ts';
import { words, type Vocabulary } from './vocabulary.ts';

export type Fields = Record<string, unknown>;
export type Names = ReturnType<typeof namesOf>;
export type Ground = ReturnType<typeof ground>;

export const DATE = /^\d{4}-\d{2}-\d{2}$/;
export const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/;
export const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?Z$/;

export const isMap = (value: unknown): value is Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
export const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
export const maps = (value: unknown): Fields[] => list(value).filter(isMap);

export function namesOf(world: World) {
  const ids = (of: readonly { id: string }[]) => new Set(of.map(({ id }) => id));
  const zones = new Map<string, string>(world.countries.map(({ id, zone }) => [id, zone]));
  for (const { id, country, zone } of world.areas) zones.set(id, zone ?? zones.get(country) ?? 'UTC');
  return {
    areas: ids(world.areas),
    countries: ids(world.countries),
    people: ids(world.people),
    activities: ids(world.activities),
    appointments: ids(world.appointments),
    organizations: ids(world.organizations),
    assessments: ids(world.assessments),
    zones,
  };
}

/** A value as a fault names it. */
export const show = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');

/** What every part of a check says and asks. */
export function ground(names: Names, vocabulary: Vocabulary) {
  const faults: string[] = [];
  const bad = (where: string, text: string) => void faults.push(`${where}: ${text}`);
  const one = (where: string, value: unknown, known: ReadonlySet<string>, what: string) => {
    if (value !== undefined && !known.has(value as string)) bad(where, `unknown ${what} "${show(value)}"`);
  };
  const each = (known: ReadonlySet<string>, what: string) => (where: string, value: unknown) => {
    for (const entry of list(value)) one(where, entry, known, what);
  };
  const keys = (where: string, value: unknown, allowed: string | undefined, required = ''): value is Fields => {
    if (!isMap(value)) {
      bad(where, 'is not a mapping');
      return false;
    }
    const known = words(allowed ?? '');
    for (const key of Object.keys(value)) if (!known.has(key)) bad(where, `unknown key "${key}"`);
    for (const key of required.split(' ')) if (key && value[key] === undefined) bad(where, `"${key}" is missing`);
    return true;
  };
  const when = (where: string, value: unknown, shapes: RegExp[]) => {
    if (value === undefined) return;
    if (typeof value !== 'string' || !shapes.some((shape) => shape.test(value)) || !isReal(value))
      bad(where, `"${show(value)}" is not a date of the expected form`);
  };
  const person = each(names.people, 'person');
  const organization = each(names.organizations, 'organization');
  const party = (where: string, value: unknown) => {
    if (!isMap(value)) return names.organizations.has(value as string) ? undefined : person(where, value);
    if (!keys(where, value, 'organization person country')) return;
    organization(where, value['organization']);
    person(where, value['person']);
    one(where, value['country'], names.countries, 'country');
  };
  return {
    ...{ faults, bad, one, keys, when, person, organization, party, names, vocabulary },
    area: each(names.areas, 'area'),
    activity: each(names.activities, 'activity'),
    reasons: each(vocabulary.reasons, 'reason code'),
  };
}

function isReal(value: string): boolean {
  const date = new Date(value.length === 10 ? `${value}T00:00Z` : value.endsWith('Z') ? value : `${value}Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value.slice(0, 10));
}
