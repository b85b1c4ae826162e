// Numbers and dates cut at the constants rules compare with; between neighbouring days, or doubles, there is nothing.
import { addDays } from '../working-time.ts';

/** Null: without end on that side. */
export type Range = {
  low: number | string | null;
  lowIn: boolean;
  high: number | string | null;
  highIn: boolean;
};
type Piece<T> = { sample: T; range: Range };

export function numbersOf(constants: readonly number[]): Piece<number>[] {
  return cut(
    constants.toSorted((one, other) => one - other),
    0,
    below,
    between,
    above,
  );
}

export function datesOf(constants: readonly string[]): Piece<string>[] {
  return cut(constants.toSorted(), someday, dayBefore, dayBetween, dayAfter);
}

function cut<T extends number | string>(
  sorted: readonly T[],
  any: T,
  under: (first: T) => T | undefined,
  inside: (one: T, other: T) => T | undefined,
  over: (last: T) => T | undefined,
): Piece<T>[] {
  const points = [...new Set(sorted)];
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return [{ sample: any, range: endless }];
  const pieces: Piece<T>[] = [];
  const add = (sample: T | undefined, low: T | null, high: T | null, isIn: boolean) => {
    if (sample !== undefined) pieces.push({ sample, range: { low, lowIn: isIn, high, highIn: isIn } });
  };
  add(under(first), null, first, false);
  points.forEach((point, index) => {
    add(point, point, point, true);
    const next = points[index + 1];
    if (next !== undefined) add(inside(point, next), point, next, false);
  });
  add(over(last), last, null, false);
  return pieces;
}

export const someday = '2027-01-01';
const endless: Range = { low: null, lowIn: false, high: null, highIn: false };

function below(first: number): number | undefined {
  if (first - 1 < first) return first - 1;
  if (first > 0) return 0;
  return Number.isFinite(first * 2) ? first * 2 : undefined;
}

function above(last: number): number | undefined {
  const less = below(-last);
  return less === undefined ? undefined : -less;
}

function between(one: number, other: number): number | undefined {
  const middle = one / 2 + other / 2;
  const whole = [Math.floor(middle), Math.ceil(middle)].find((value) => value > one && value < other);
  if (whole !== undefined) return whole;
  return middle > one && middle < other ? middle : undefined;
}

const [firstDay, lastDay] = ['0000-01-01', '9999-12-31'];

function dayBefore(first: string): string | undefined {
  return first > firstDay ? addDays(first, -1) : undefined;
}

function dayAfter(last: string): string | undefined {
  return last < lastDay ? addDays(last, 1) : undefined;
}

function dayBetween(one: string, other: string): string | undefined {
  const next = addDays(one, 1);
  return next < other ? next : undefined;
}
