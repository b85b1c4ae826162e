// The words a story may use are those the page of the format lists.
import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vocabulary } from '../../stories/vocabulary.ts';

const page = readFileSync(join(import.meta.dirname, '../scenarios/README.md'), 'utf8');
const between = (from: string, to: string) => {
  const start = page.indexOf(from);
  if (start < 0) throw new Error(`The page has no "${from}"`);
  return page.slice(start + from.length, page.indexOf(to, start + from.length));
};
const codes = (text: string) => text.match(/[a-z]+(?:-[a-z0-9]+)*/g) ?? [];
const sorted = (all: Iterable<string>) => [...new Set(all)].sort();

test('the states of the page are the states a story may expect', () => {
  const text = between('**Request states**:', '**Authorities**').replace(
    /\([^)]*\)|(risk assessments|compliance):/g,
    '',
  );
  const more = ['waiting', 'allowed', 'not-allowed', 'to-verify'];
  expect(sorted(vocabulary.states)).toEqual(sorted([...codes(text), ...more]));
});

test('the authorities of the page are those a story may name, as roles too', () => {
  const authorities = codes(between('**Authorities**:', '\n\n'));
  expect(sorted(vocabulary.authorities)).toEqual(sorted(authorities));
  expect(authorities.every((one) => vocabulary.roles.has(one))).toBe(true);
});

test('the reason codes of the page are those a story may expect', () => {
  const rows = between('## Reason codes\n', '\n## ').matchAll(/^\| `?([a-z0-9-]+)`? \|/gm);
  expect(sorted(vocabulary.reasons)).toEqual(sorted([...rows].map((row) => row[1] ?? '')));
});

test('the conditions of the page are those a story may expect', () => {
  const lines = page.matchAll(/^\*\*Conditions\*\*:((?:.|\n(?!\n))*)/gm);
  const listed = [...lines].flatMap((found) => codes((found[1] ?? '').replaceAll('of compliance', '')));
  expect(sorted(vocabulary.conditions)).toEqual(sorted(listed));
});
