// Ranges of numbers and dates in words: "72", "under 72", "2027-01-04 to 2027-01-10".
import { addDays } from '../working-time.ts';
import type { Class } from './classes.ts';
import type { Range } from './ranges.ts';

/** Ranges beside each other are said as one. */
export function rangeWords(classes: readonly Class[], chosen: readonly boolean[]): string[] {
  const runs: Range[] = [];
  let isOpen = false;
  classes.forEach(({ range }, index) => {
    const last = runs.at(-1);
    if (!range || !chosen[index]) isOpen = false;
    else if (isOpen && last) runs[runs.length - 1] = { ...last, high: range.high, highIn: range.highIn };
    else {
      runs.push(range);
      isOpen = true;
    }
  });
  return runs.map(words);
}

function words(range: Range): string {
  return typeof (range.low ?? range.high) === 'string' ? days(range) : numbers(range);
}

function numbers({ low, lowIn, high, highIn }: Range): string {
  if (low === null && high === null) return 'any';
  if (low === high) return String(low);
  if (low === null) return highIn ? `${high} or less` : `under ${high}`;
  if (high === null) return lowIn ? `${low} or more` : `over ${low}`;
  if (lowIn && highIn) return `${low} to ${high}`;
  return `${lowIn ? `from ${low}` : `over ${low}`} ${highIn ? `to ${high}` : `and under ${high}`}`;
}

function days({ low, lowIn, high, highIn }: Range): string {
  const first = low === null || lowIn ? low : addDays(String(low), 1);
  const last = high === null || highIn ? high : addDays(String(high), -1);
  if (first === null) return `until ${last}`;
  if (last === null) return `from ${first}`;
  return first === last ? String(first) : `${first} to ${last}`;
}
