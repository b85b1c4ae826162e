// Reads the evidence of a database as lines, in one snapshot, so that what is being written meanwhile is in whole or not at all.
import { Client } from 'pg';
import { rows, type Line, type TableName } from './rows.ts';

const page = 1_000;

/** Tables of a case, merged so that the rows of one case come together; rows without a case come too. */
const byCase = {
  cases: 'id',
  audit_events: '"caseId"',
  decisions: '"caseId"',
  acts: '"caseId"',
  parts: '"caseId"',
} as const;
const orders = {
  rule_set_versions: 'name, version',
  cases: 'id',
  audit_events: '"caseId", seq, id',
  decisions: '"caseId", at, id',
  acts: '"caseId", at, id',
  parts: '"caseId", id',
  access_log: 'chain COLLATE "C", seq, id',
  audit_checkpoints: 'origin, size',
  audit_leaves: 'origin, index',
} as const;
const wide = new Set(['index', 'size']);

type Cursor = AsyncGenerator<Line, void>;

/** @param url of a role that may read: reader or owner */
export async function* readDatabase(url: string, now: number): AsyncGenerator<Line, void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    yield { table: 'export', row: { format: 1, at: now } };
    let lines = 1;
    for await (const line of all(client)) {
      lines += 1;
      yield line;
    }
    yield { table: 'end', row: { lines } };
  } finally {
    await client.end();
  }
}

async function* all(client: Client): Cursor {
  yield* table(client, 'rule_set_versions');
  yield* merged(client);
  yield* table(client, 'access_log');
  yield* table(client, 'audit_checkpoints');
  yield* table(client, 'audit_leaves');
}

async function* merged(client: Client): Cursor {
  const names = Object.keys(byCase) as (keyof typeof byCase)[];
  const cursors = names.map((name) => table(client, name));
  const heads: (Line | undefined)[] = [];
  for (const cursor of cursors) heads.push(await next(cursor));
  for (;;) {
    const ids = heads.flatMap((head) => (head ? [caseOf(head)] : []));
    if (ids.length === 0) return;
    const first = ids.reduce((one, other) => (other < one ? other : one));
    for (const [index, cursor] of cursors.entries())
      for (let head = heads[index]; head && caseOf(head) === first; head = heads[index]) {
        yield head;
        heads[index] = await next(cursor);
      }
  }
}

async function next(cursor: Cursor): Promise<Line | undefined> {
  const { value, done } = await cursor.next();
  return done ? undefined : value;
}

function caseOf({ table: name, row }: Line): string {
  return name === 'cases' ? row.id : (row as { caseId: string }).caseId;
}

async function* table(client: Client, name: keyof typeof orders): Cursor {
  const columns = Object.keys(rows[name].shape).map((one) =>
    wide.has(one) ? `"${one}"::float8 AS "${one}"` : `"${one}"`,
  );
  await client.query(
    `DECLARE "${name}" NO SCROLL CURSOR FOR SELECT ${columns.join()} FROM "${name}" ORDER BY ${orders[name]}`,
  );
  for (;;) {
    const { rows: found } = await client.query<Record<string, unknown>>(`FETCH ${page} FROM "${name}"`);
    for (const row of found) yield { table: name as TableName, row: plain(row) } as Line;
    if (found.length < page) break;
  }
  await client.query(`CLOSE "${name}"`);
}

function plain(row: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(row).map(([name, value]) => {
    if (Buffer.isBuffer(value)) return [name, value.toString('hex')];
    return [name, value instanceof Date ? value.getTime() : value];
  });
  return Object.fromEntries(entries);
}
