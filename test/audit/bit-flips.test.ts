// Any single bit of any column that evidence answers for: when it turns, the verifier says so. The same for a row that is gone.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Unreadable } from '../../audit/export-file.ts';
import { readDatabase } from '../../audit/read-database.ts';
import { readLine, type Line } from '../../audit/rows.ts';
import { verify } from '../../audit/verify.ts';
import { now, tellStory, verifyKeys, type Story } from './story.ts';

/** What no event answers for: when an export was made. */
const uncovered = new Set(['export.at']);
type Path = (string | number)[];

let story: Story;
let lines: Line[];
beforeAll(async () => {
  story = await tellStory();
  lines = [];
  for await (const line of readDatabase(story.url, now)) lines.push(line);
}, 120_000);
afterAll(() => story?.close());

/** Where the values of a row lie; nothing that is null can turn. */
function places(value: unknown, path: Path = []): Path[] {
  if (value === null || value === '') return [];
  if (typeof value !== 'object') return [path];
  return Object.entries(value).flatMap(([name, one]) => places(one, [...path, name]));
}

function turned(value: unknown, choice: number): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value ^ (1 << (choice % 20)) || value + 1;
  const text = String(value);
  const at = choice % text.length;
  return `${text.slice(0, at)}${String.fromCharCode(text.charCodeAt(at) ^ (1 << (choice % 3)))}${text.slice(at + 1)}`;
}

function changed(value: unknown, [name, ...rest]: Path, choice: number): unknown {
  if (name === undefined) return turned(value, choice);
  const copy: Record<string, unknown> = Array.isArray(value) ? ([...value] as never) : { ...(value as object) };
  copy[name] = changed(copy[name], rest, choice);
  return copy;
}

async function* told(texts: readonly string[]): AsyncGenerator<Line> {
  for (const text of texts) {
    let line: Line;
    try {
      line = readLine(text);
    } catch {
      throw new Unreadable('A line cannot be read.');
    }
    yield line;
  }
}

test('a turned bit is found', async () => {
  const texts = lines.map((line) => JSON.stringify(line));
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.nat(), fc.nat(), async (anyLine, anyPlace, choice) => {
      const index = anyLine % lines.length;
      const { table, row } = lines[index]!;
      const all = places(row).filter(([column]) => !uncovered.has(`${table}.${column}`));
      const place = all[anyPlace % all.length];
      fc.pre(place !== undefined);
      seen.add(`${table}.${place[0]}`);
      const other = JSON.stringify({ table, row: changed(row, place, choice) });
      fc.pre(other !== texts[index]);
      const { findings } = await verify(told(texts.with(index, other)), verifyKeys);
      if (findings.length === 0) throw new Error(`${table}.${place.join('.')}: ${texts[index]} became ${other}`);
    }),
    { numRuns: 500 },
  );
  expect(seen.size).toBeGreaterThan(50);
}, 300_000);

test('each column of each row that evidence answers for is found when it turns', async () => {
  const texts = lines.map((line) => JSON.stringify(line));
  const tried = new Set<string>();
  for (const [index, { table, row }] of lines.entries())
    for (const place of places(row)) {
      const column = `${table}.${place[0]}`;
      if (uncovered.has(column) || tried.has(column)) continue;
      tried.add(column);
      const other = JSON.stringify({ table, row: changed(row, place, 7) });
      const { findings } = await verify(told(texts.with(index, other)), verifyKeys);
      expect({ column, found: findings.length > 0 }).toEqual({ column, found: true });
    }
  expect(tried.size).toBeGreaterThan(70);
}, 300_000);

test('a row that is gone is found, whatever the export says of its length', async () => {
  const used = lines.findLastIndex(({ table }) => table === 'audit_checkpoints');
  for (const [index, { table }] of lines.entries()) {
    // Of checkpoints only the last leaves a trace; that is why they are kept elsewhere. Unused rule sets leave none.
    if (['export', 'end', 'rule_set_versions'].includes(table) || (table === 'audit_checkpoints' && index !== used))
      continue;
    const rest = lines
      .toSpliced(index, 1)
      .map((line) => (line.table === 'end' ? { table: 'end' as const, row: { lines: lines.length - 2 } } : line));
    const { findings } = await verify(rest, verifyKeys);
    expect({ gone: JSON.stringify(lines[index]), found: findings.length > 0 }).toMatchObject({ found: true });
  }
}, 300_000);
