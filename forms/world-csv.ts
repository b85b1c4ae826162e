// Reference data as a table: reads CSV into records of forms/world.ts and names every row that cannot be read.
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { worldKinds, type WorldKind } from './world.ts';

export type BadRow = { line: number; column: string | null; message: string };
export type GoodRow = { line: number; patch: Record<string, unknown> };
export type ReadRows = { rows: GoodRow[]; bad: BadRow[] };

export const mostRows = 2_000;

/**
 * One column a key; `training.BSAFE`, `limits.maxRisk` or `absent.from` for a key within a key; lists with `;` between;
 * lists of records as JSON. An empty cell says nothing of its key; `none` empties a key that may be empty.
 */
export function readWorldCsv(kind: WorldKind, text: string): ReadRows {
  let table: { info: { lines: number }; record: string[] }[];
  try {
    table = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof table;
  } catch (error) {
    const line = error instanceof CsvError && typeof error['lines'] === 'number' ? error['lines'] : 1;
    return {
      rows: [],
      bad: [{ line, column: null, message: error instanceof Error ? error.message : 'This is not CSV' }],
    };
  }
  const [head, ...body] = table;
  if (!head || body.length === 0)
    return {
      rows: [],
      bad: [{ line: 1, column: null, message: 'The first line names the columns; at least one row follows' }],
    };
  const types = columnTypes(kind, head.record);
  const unknown = head.record.filter((name, at) => !types[at] || head.record.indexOf(name) !== at);
  if (unknown.length > 0)
    return {
      rows: [],
      bad: unknown.map((column) => ({
        line: 1,
        column,
        message: types[head.record.indexOf(column)] ? 'This column is there twice' : 'There is no such column',
      })),
    };
  if (body.length > mostRows)
    return { rows: [], bad: [{ line: 1, column: null, message: `At most ${mostRows} rows at once` }] };

  const read: ReadRows = { rows: [], bad: [] };
  for (const { info, record } of body) {
    const line = info.lines;
    if (record.length !== head.record.length) {
      read.bad.push({ line, column: null, message: `${record.length} cells for ${head.record.length} columns` });
      continue;
    }
    const parsed = worldKinds[kind].safeParse(recordOf(head.record, record, types));
    if (parsed.success) read.rows.push({ line, patch: parsed.data });
    else
      read.bad.push(
        ...parsed.error.issues.map(({ path, message }) => ({ line, column: columnOf(path, head.record), message })),
      );
  }
  return read;
}

type Shape = {
  type?: string;
  items?: Shape;
  properties?: Record<string, Shape>;
  additionalProperties?: Shape | boolean;
  anyOf?: Shape[];
};
type Cell = 'number' | 'boolean' | 'list' | 'json' | 'text';
type Column = { cell: Cell; mayBeEmpty: boolean };

function columnTypes(kind: WorldKind, names: readonly string[]): (Column | undefined)[] {
  const whole = z.toJSONSchema(worldKinds[kind], { io: 'input', unrepresentable: 'any' }) as Shape;
  return names.map((name) => {
    const [first = '', second, ...more] = name.split('.');
    const top = own(whole.properties, first);
    if (!top || more.length > 0) return undefined;
    if (second === undefined) return columnOfShape(top);
    const object = branches(top).find((one) => one.type === 'object');
    const inner =
      own(object?.properties, second) ??
      (typeof object?.additionalProperties === 'object' ? object.additionalProperties : undefined);
    return inner && columnOfShape(inner);
  });
}

const own = (shapes: Record<string, Shape> | undefined, name: string) =>
  shapes && Object.hasOwn(shapes, name) ? shapes[name] : undefined;
const branches = (shape: Shape): Shape[] => shape.anyOf?.flatMap(branches) ?? [shape];

function columnOfShape(shape: Shape): Column {
  const all = branches(shape);
  const isNull = (one: Shape) => one.type === 'null';
  const main = all.find((one) => !isNull(one)) ?? shape;
  return { cell: cellOf(main), mayBeEmpty: all.some(isNull) };
}

function cellOf({ type, items }: Shape): Cell {
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'boolean') return 'boolean';
  if (type === 'array') return items?.type === 'string' ? 'list' : 'json';
  return type === 'object' ? 'json' : 'text';
}

function recordOf(
  names: readonly string[],
  cells: readonly string[],
  types: readonly (Column | undefined)[],
): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const [at, name] of names.entries()) {
    const [text = '', column] = [cells[at], types[at]];
    if (text === '' || !column) continue;
    const [first = '', second] = name.split('.');
    if (second === undefined) record[first] = valueOf(text, column);
    else record[first] = { ...(record[first] as object | undefined), [second]: valueOf(text, column) };
  }
  return record;
}

/** What cannot be read is left as text, so that the schema says what is wrong with it. */
function valueOf(text: string, { cell, mayBeEmpty }: Column): unknown {
  if (mayBeEmpty && text === 'none') return null;
  if (cell === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  if (cell === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  if (cell === 'list')
    return text
      .split(';')
      .map((part) => part.trim())
      .filter(Boolean);
  if (cell === 'json') {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
  return text;
}

function columnOf(path: readonly PropertyKey[], names: readonly string[]): string | null {
  const [first, second] = path.map(String);
  return [`${first}.${second}`, first].find((name) => name !== undefined && names.includes(name)) ?? first ?? null;
}
