// The places a change of rules is for, and what each of them has in force, of its own or from above.
import type { CompiledRuleSet } from '../rules/judge.ts';
import { beginning } from '../rules/working-time.ts';
import { ownerOf } from '../rules/world.ts';
import { everywhere, inArea, inCountry, ruleSetFor, type PlaceOfRules } from './rules-in-force.ts';
import type { Frame } from './world-frame.ts';

type Effective = { countries?: readonly string[] | undefined; areas?: readonly string[] | undefined };

export function placesOf({ countries = [], areas = [] }: Effective): string[] {
  const places = [...countries.map(inCountry), ...areas.map(inArea)];
  return places.length > 0 ? [...new Set(places)].sort() : [everywhere];
}

export function countryOfArea({ areas }: Frame, id: string): string | undefined {
  const area = areas.get(id);
  return area && ownerOf(area);
}

/** Null = everywhere. */
export function countriesOf({ countries = [], areas = [] }: Effective, frame: Frame): string[] | null {
  const named = [...countries, ...areas.map((area) => countryOfArea(frame, area) ?? '')];
  return named.length > 0 ? [...new Set(named)] : null;
}

/** A date begins where the rules are to be in force; for several countries, in UTC. */
export function startOf({ from, ...effective }: Effective & { from?: string | undefined }, frame: Frame): number {
  if (from === undefined) return -Infinity;
  const countries = countriesOf(effective, frame);
  const zone = countries?.length === 1 ? frame.countries.get(countries[0]!)?.zone : undefined;
  return from.includes('T') ? Date.parse(from) : beginning(from, zone ?? 'UTC');
}

export function inForceAt(frame: Frame, name: string, place: string, at: number): CompiledRuleSet | undefined {
  return ruleSetFor(frame, name, whereIs(frame, place), at);
}

/** What would be in force there if the place had nothing of its own; nothing lies above everywhere. */
export function inForceAbove(frame: Frame, name: string, place: string, at: number): CompiledRuleSet | undefined {
  if (place === everywhere) return undefined;
  const { area, country } = whereIs(frame, place);
  const above = area ? { area: frame.areas.get(area)?.parents[0], country } : {};
  return ruleSetFor(frame, name, above, at);
}

function whereIs(frame: Frame, place: string): PlaceOfRules {
  const [, kind, id = ''] = /^(country|area):(.*)$/.exec(place) ?? [];
  if (kind === 'area') return { area: id, country: countryOfArea(frame, id) };
  return kind === 'country' ? { country: id } : {};
}
