// The other values a fact could have, one for each class of values the rules tell apart.
import type { CompiledRuleSet } from './compile.ts';
import type { Condition, FactType, FactValue, Test } from './rule-set.ts';
import { meets, operand } from './values.ts';

/** `value` stands for all of its class. Classes of one `run` lie side by side in the order given; `bounds` are theirs. */
export type Nearby = { value: FactValue | null; words: string; bounds?: Bounds };
type Bound = { at: number; within: boolean };
export type Bounds = { low?: Bound; high?: Bound; show: (bounds: Omit<Bounds, 'show'>) => string };

const day = 86_400_000;

/** Each fact the rules ask about, with the constants they compare it with. */
export function constantsAsked({ rules }: CompiledRuleSet): Map<string, Set<string | number | boolean>> {
  const found = new Map<string, Set<string | number | boolean>>();
  const visit = (condition: Condition): void => {
    if ('not' in condition) return visit(condition.not);
    if ('all' in condition) return condition.all.forEach(visit);
    if ('any' in condition) return condition.any.forEach(visit);
    const constants = found.get(condition.fact) ?? new Set();
    for (const value of valuesOf(condition)) constants.add(value);
    found.set(condition.fact, constants);
  };
  for (const { rule } of rules) visit(rule.when);
  return found;
}

/** What the fact could be instead of `now`; missing comes last. */
export function nearbyValues(
  type: FactType,
  constants: ReadonlySet<string | number | boolean>,
  now: FactValue | null,
): Nearby[] {
  const missing: Nearby[] = now === null ? [] : [{ value: null, words: '' }];
  return [...known(type, [...constants], now), ...missing];
}

function known(type: FactType, constants: (string | number | boolean)[], now: FactValue | null): Nearby[] {
  switch (type.type) {
    case 'boolean':
      return words([true, false], now);
    case 'choice':
    case 'scale':
      return words(type.values, now);
    case 'text':
      return [...words(constants.map(String), now), { value: otherThan(constants, now), words: 'something else' }];
    case 'list':
      return lists(type.values, constants.map(String), Array.isArray(now) ? now : []);
    case 'number':
      return ranges(constants.map(Number), typeof now === 'number' ? now : null, 1, numberWords, Number);
    case 'date': {
      const moments = constants.map((date) => Date.parse(String(date)));
      const at = now === null ? null : (operand(type, now) as number);
      return ranges(moments, at, day, dateWords, dateOf);
    }
  }
}

function words(values: readonly (string | boolean)[], now: FactValue | null): Nearby[] {
  return values.filter((value) => value !== now).map((value) => ({ value, words: String(value) }));
}

function otherThan(constants: readonly unknown[], now: FactValue | null): string {
  let word = 'other';
  while (constants.includes(word) || word === now) word += '-other';
  return word;
}

/** Emptied, one code taken out, one code put in. */
function lists(values: readonly string[] | undefined, constants: readonly string[], now: readonly string[]): Nearby[] {
  const known = [...new Set([...constants, ...(values ?? [])])];
  const some = known.length > 0 ? known : now.length > 0 ? [] : [otherThan([], null)];
  const without = now.length > 1 ? now : [];
  return [
    ...(now.length > 0 ? [{ value: [], words: 'empty' }] : []),
    ...without.map((code) => ({ value: now.filter((one) => one !== code), words: `without ${code}` })),
    ...some
      .filter((code) => !now.includes(code))
      .map((code) => ({ value: [...now, code], words: known.includes(code) ? `with ${code}` : 'not empty' })),
  ];
}

/** Each constant by itself, and what lies between, below and above. */
function ranges(
  constants: readonly number[],
  now: number | null,
  step: number,
  show: Bounds['show'],
  valueOf: (at: number) => FactValue,
): Nearby[] {
  const points = [...new Set(constants)].toSorted((one, other) => one - other);
  const classes = points.flatMap((at, index) => {
    const next = points[index + 1];
    const between = next === undefined ? at + step : Math.floor((at + next) / 2 / step) * step;
    const middle = next !== undefined && step === 1 ? (at + next) / 2 : between;
    const gap = { at: middle, low: { at, within: false }, ...(next === undefined ? {} : high(next)) };
    const point = { at, low: { at, within: true }, high: { at, within: true } };
    return middle > at && (next === undefined || middle < next) ? [point, gap] : [point];
  });
  const [first] = points;
  const all = first === undefined ? [] : [{ at: first - step, ...high(first) }, ...classes];
  return all
    .filter((one) => now === null || !holds(one, now))
    .map(({ at, ...bounds }) => ({ value: valueOf(at), words: show(bounds), bounds: { ...bounds, show } }));
}

function high(at: number) {
  return { high: { at, within: false } };
}

function holds({ low, high: top }: Omit<Bounds, 'show'>, at: number): boolean {
  const isAbove = !low || meets(low.within ? 'at-least' : 'more', at, low.at);
  return isAbove && (!top || meets(top.within ? 'at-most' : 'less', at, top.at));
}

/** Ranges side by side said as one; anything else stays as it is. */
export function merged(classes: readonly Nearby[]): string[] {
  const said: Nearby[] = [];
  for (const one of classes) {
    const last = said.at(-1);
    if (last?.bounds && one.bounds && touches(last.bounds, one.bounds))
      said[said.length - 1] = joined(last, last.bounds, one.bounds);
    else said.push(one);
  }
  return said.map((one) => one.words);
}

function touches({ high: top }: Bounds, { low }: Bounds): boolean {
  return top !== undefined && low !== undefined && top.at === low.at && top.within !== low.within;
}

function joined(one: Nearby, { low, show }: Bounds, { high: top }: Bounds): Nearby {
  const bounds = { ...(low ? { low } : {}), ...(top ? { high: top } : {}) };
  return { ...one, words: show(bounds), bounds: { ...bounds, show } };
}

const numberWords = inWords(['under', 'up to', 'over', 'from'], String);
const dateWords = inWords(['before', 'until', 'after', 'from'], dateOf);

function inWords([under, upTo, over, from]: [string, string, string, string], show: (at: number) => string) {
  return ({ low, high: top }: Omit<Bounds, 'show'>): string => {
    if (low && top && low.at === top.at) return show(low.at);
    const below = top ? `${top.within ? upTo : under} ${show(top.at)}` : '';
    const above = low ? `${low.within ? from : over} ${show(low.at)}` : '';
    return [above, below].filter(Boolean).join(' and ') || 'any value';
  };
}

function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function valuesOf({ value }: Test): (string | number | boolean)[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
