// The places a change of rules is for, and what each of them has in force, of its own or from above.
import type { CompiledRuleSet } from '../rules/judge.ts';
import { beginning } from '../rules/working-time.ts';
import { ownerOf } from '../rules/world.ts';
import {
  changesAfter,
  comingAfter,
  everywhere,
  inArea,
  inCountry,
  placesAround,
  ruleSetFor,
  stepBack,
  type PlaceOfRules,
} from './rules-in-force.ts';
import type { Frame } from './world-frame.ts';

type Effective = { countries?: readonly string[] | undefined; areas?: readonly string[] | undefined };
/** A version as it is or will be in force at a place from an instant on. */
export type Standing = { place: string; version: number; hash: string; from: number; set: CompiledRuleSet['ruleSet'] };

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
function inForceAbove(frame: Frame, name: string, place: string, at: number): CompiledRuleSet | undefined {
  if (place === everywhere) return undefined;
  const { area, country } = whereIs(frame, place);
  const above = area ? { area: frame.areas.get(area)?.parents[0], country } : {};
  return ruleSetFor(frame, name, above, at);
}

/** Every version a change from that instant on would take the place of, those published ahead among them, in order of time. */
export function replacedFrom(frame: Frame, name: string, place: string, at: number): Standing[] {
  const around = placesAround(frame.areas, whereIs(frame, place));
  const standing = [at, ...changesAfter(frame.rules, name, around, at)].flatMap((from): Standing[] => {
    const found = inForceAt(frame, name, place, from);
    return found ? [{ place, version: found.ruleSet.version, hash: found.hash, from, set: found.ruleSet }] : [];
  });
  return standing.filter((one, index) => standing.findIndex(({ hash }) => hash === one.hash) === index);
}

/** What is to begin later inside these places and will take the place of the change there, whatever it says. */
export function aheadInside(frame: Frame, name: string, places: readonly string[], at: number): Standing[] {
  return comingAfter(frame.rules, name, at)
    .filter(({ place }) => !places.includes(place))
    .filter(({ place }) => placesAround(frame.areas, whereIs(frame, place)).some((one) => places.includes(one)))
    .map(({ place, version, hash, from, compiled }) => ({ place, version, hash, from, set: compiled().ruleSet }));
}

/** The version one step back brings at that place, and whether by having nothing of its own there any more. */
export function beforeAt(
  frame: Frame,
  name: string,
  place: string,
  at: number,
): { version: number; isInherited: boolean } | null {
  const step = stepBack(frame.rules, name, place, at);
  const above = step === 'above' ? inForceAbove(frame, name, place, at)?.ruleSet.version : undefined;
  if (step === 'above') return above === undefined ? null : { version: above, isInherited: true };
  return step === null ? null : { version: step, isInherited: false };
}

function whereIs(frame: Frame, place: string): PlaceOfRules {
  const [, kind, id = ''] = /^(country|area):(.*)$/.exec(place) ?? [];
  if (kind === 'area') return { area: id, country: countryOfArea(frame, id) };
  return kind === 'country' ? { country: id } : {};
}
