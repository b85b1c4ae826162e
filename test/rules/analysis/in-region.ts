// Reads a region as a person would: from its words alone.
import type { Region, Span } from '../../../rules/analysis/findings.ts';
import type { FactValue } from '../../../rules/rule-set.ts';
import type { JudgedIn } from '../../../rules/scope.ts';

type Case = { facts: Readonly<Record<string, FactValue | undefined>>; in: JudgedIn };
const places = ['country', 'area', 'organization', 'date'];

export function isInRegion(region: Region, { facts, in: place }: Case, named: readonly string[] = []): boolean {
  return region.every((span) => {
    const value = places.includes(span.fact) ? place[span.fact as keyof JudgedIn] : facts[span.fact];
    return isInSpan(span, value, named);
  });
}

function isInSpan({ values, missing }: Span, value: FactValue | null | undefined, named: readonly string[]): boolean {
  if (value === undefined) return missing;
  if (value === null) return values.includes('none');
  if (Array.isArray(value)) return values.some((words) => isListed(words, value));
  if (typeof value === 'number') return values.some((words) => isInRange(words, value));
  const word = String(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(word)) return values.some((words) => isOnDay(words, word));
  return values.includes(word) || (values.includes('other') && !named.includes(word));
}

function isInRange(words: string, value: number): boolean {
  const [one = NaN, other = NaN] = (words.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
  if (words === 'any') return true;
  if (words.endsWith('or less')) return value <= one;
  if (words.endsWith('or more')) return value >= one;
  if (words.startsWith('under')) return value < one;
  if (/^over \S+$/.test(words)) return value > one;
  if (Number.isNaN(other)) return value === one;
  const isAbove = words.startsWith('over') ? value > one : value >= one;
  return isAbove && (words.includes('under') ? value < other : value <= other);
}

function isOnDay(words: string, day: string): boolean {
  if (words === 'any') return true;
  const [one = '', other = one] = words.match(/\d{4}-\d{2}-\d{2}/g) ?? [];
  if (words.startsWith('until')) return day <= one;
  if (words.startsWith('from')) return day >= one;
  return day >= one && day <= other;
}

function isListed(words: string, list: readonly string[]): boolean {
  return words.split(', ').every((part) => {
    if (part === 'any list') return true;
    if (part === 'empty') return list.length === 0;
    if (part === 'not empty') return list.length > 0;
    const members = part.replace(/^with(out)? /, '').split(/ and | or /);
    return members.every((member) => list.includes(member) === part.startsWith('with '));
  });
}
