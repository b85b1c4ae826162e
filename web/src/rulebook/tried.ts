// A case tried on the rules: facts as typed into the form, and as the server takes them.
import type { Example, FactDeclaration, FactValue, Test } from './types.ts';

export type Tried = {
  facts: Record<string, string>;
  country: string;
  area: string;
  organization: string;
  date: string;
};
export const nothingTried: Tried = { facts: {}, country: '', area: '', organization: '', date: '' };
/** A list known to be empty, which an empty field (not known) is not. */
export const emptyList = '–';

export function valueTyped({ of }: FactDeclaration, typed: string): FactValue {
  if (of.type === 'boolean') return typed === 'true';
  if (of.type === 'number') return Number(typed);
  if (of.type !== 'list') return typed;
  if (typed.trim() === emptyList || typed.trim() === '-') return [];
  return typed
    .split(/[,،，]/)
    .map((part) => part.trim())
    .filter(Boolean);
}

export const typedOf = (value: FactValue | Test['value']): string =>
  Array.isArray(value) ? (value.length === 0 ? emptyList : value.join(', ')) : String(value);

export function factsTried(facts: readonly FactDeclaration[], tried: Tried): Record<string, FactValue> {
  return Object.fromEntries(
    facts.flatMap((fact) => {
      const typed = tried.facts[fact.name] ?? '';
      return typed === '' ? [] : [[fact.name, valueTyped(fact, typed)]];
    }),
  );
}

/** A place left empty is not known; `–` says there is none. */
export function placeTried({ country, area, organization, date }: Tried): Record<string, string | null> {
  const given = Object.entries({ country, area, organization, date }).filter(([, typed]) => typed.trim() !== '');
  return Object.fromEntries(given.map(([key, typed]) => [key, typed === emptyList ? null : typed.trim()]));
}

export function triedFrom({
  facts,
  in: place,
}: {
  facts: Readonly<Record<string, unknown>>;
  in: Example['in'];
}): Tried {
  const known = Object.entries(facts).filter(([, value]) => value !== null && value !== undefined);
  const placeOf = (value: string | null | undefined) => (value === null ? emptyList : (value ?? ''));
  return {
    facts: Object.fromEntries(known.map(([name, value]) => [name, typedOf(value as FactValue)])),
    country: placeOf(place.country),
    area: placeOf(place.area),
    organization: placeOf(place.organization),
    date: place.date,
  };
}
