// Splits the values of one fact into classes that no rule can tell apart, each with a value that stands for it.
import type { FactType, FactValue } from '../rule-set.ts';
import { datesOf, numbersOf } from './ranges.ts';
import type { Range } from './ranges.ts';

/** Undefined: missing, or not known; null: there is none (of places only). */
export type Sample = FactValue | null | undefined;

export type Class = {
  sample: Sample;
  /** The values in words; for numbers and dates `range` says it. */
  words: readonly string[];
  range?: Range;
  /** Of an area: those it lies in. */
  inside?: readonly string[];
};

export const missing: Class = { sample: undefined, words: [] };

/** What every value comes to in all tests of it; values that come to the same are one class. */
export type Signature = (sample: Sample) => string;

/** Classes of a fact that is no list, the missing one last. */
export function classesOf(types: readonly FactType[], constants: readonly unknown[], signature: Signature): Class[] {
  const type = types[0];
  if (type?.type === 'number') return [...merged(numbersOf(numbersAmong(constants)), signature), missing];
  if (type?.type === 'date') return [...merged(datesOf(wordsAmong(constants)), signature), missing];
  return [...grouped(wordsOf(types, constants), signature), missing];
}

/** Classes of country, area or organization: those the scopes name, any other, none, and not known. */
export function placesOf(
  named: readonly string[],
  signature: Signature,
  insideOf: (id: string) => readonly string[] = () => [],
): Class[] {
  const other = { sample: freshBeside(named, 'elsewhere'), words: ['other'] };
  const known = [...new Set(named)].map((id) => {
    const inside = insideOf(id);
    return { sample: id, words: [id], ...(inside.length > 0 ? { inside } : {}) };
  });
  return [...grouped([...known, other], signature), { sample: null, words: ['none'] }, missing];
}

export function daysOf(constants: readonly string[], signature: Signature): Class[] {
  return merged(datesOf(constants), signature);
}

/** A word that is none of these. */
export function freshBeside(known: readonly string[], stem: string): string {
  for (let number = 0; ; number += 1) {
    const word = number === 0 ? stem : `${stem}-${number}`;
    if (!known.includes(word)) return word;
  }
}

function wordsOf(types: readonly FactType[], constants: readonly unknown[]): Class[] {
  if (types[0]?.type === 'boolean') return [false, true].map((value) => ({ sample: value, words: [String(value)] }));
  const declared = types.flatMap((type) => ('values' in type && type.values ? type.values : []));
  const known = [...new Set([...declared, ...wordsAmong(constants)])].map((value) => ({
    sample: value,
    words: [value],
  }));
  if (types[0]?.type !== 'text') return known;
  return [...known, { sample: freshBeside(wordsAmong(constants), 'other'), words: ['other'] }];
}

function grouped(classes: readonly Class[], signature: Signature): Class[] {
  const groups = new Map<string, Class>();
  for (const one of classes) {
    const key = signature(one.sample);
    const group = groups.get(key);
    groups.set(key, group ? { ...group, words: [...group.words, ...one.words] } : one);
  }
  return [...groups.values()];
}

/** Ranges that stand beside each other become one; ranges apart do not, so that their order stays. */
function merged(ranges: readonly { sample: number | string; range: Range }[], signature: Signature): Class[] {
  const classes: Class[] = [];
  let before = '';
  for (const one of ranges) {
    const key = signature(one.sample);
    const last = classes.at(-1);
    if (last?.range && key === before) {
      classes[classes.length - 1] = {
        ...last,
        range: { ...last.range, high: one.range.high, highIn: one.range.highIn },
      };
    } else classes.push({ ...one, words: [] });
    before = key;
  }
  return classes;
}

function numbersAmong(constants: readonly unknown[]): number[] {
  return constants.filter((one) => typeof one === 'number');
}

function wordsAmong(constants: readonly unknown[]): string[] {
  return constants.filter((one) => typeof one === 'string');
}
