// Makes checkpoints: puts what is new behind what was signed, and signs the head only where it continues the last one it signed.
import type { KeyObject } from 'node:crypto';
import { Client } from 'pg';
import { sha256 } from './bytes.ts';
import { Tree } from './merkle.ts';
import { openCheckpoint, signCheckpoint } from './note.ts';
import type { Memory, SignerMemory } from './signer-memory.ts';
import { generationOf } from './verify-tree.ts';

export type Signer = {
  /** Of the role signer, or the owner. */
  url: string;
  key: KeyObject;
  /** Name of the log; a restored log goes on as `name/2`. */
  name: string;
  memory: SignerMemory;
  /** Longer than the server lets a statement run; a connection silent for so long has died. */
  silenceTimeoutMs?: number;
};
const statementTimeoutMs = 300_000;
export type Signed = { note: string; added: number; size: number };
type Leaf = { source: string; rowId: string; chain: string; seq: number; hash: Buffer };

/** The database is not the one whose head was signed last. */
export class Inconsistent extends Error {}

/** One round. Without news it answers the last checkpoint again. */
export function makeCheckpoint(signer: Signer, now: number): Promise<Signed> {
  return round(signer, now, async (client) => {
    const memory = signer.memory.read() ?? (await adopted(client, signer));
    return { origin: memory.origin, tree: await caughtUp(client, memory, signer.key), first: [] };
  });
}

/** After a restore: a new log, whose first leaf is the last head signed before. */
export function openNewOrigin(signer: Signer, now: number): Promise<Signed> {
  return round(signer, now, async (client) => {
    const last = signer.memory.read() ?? (await adopted(client, signer));
    const origin = `${signer.name}/${generationOf(last.origin) + 1}`;
    const note = last.note || (await lastNote(client, last.origin)) || '';
    const hash = sha256(note);
    const leaf = {
      source: 'checkpoint',
      rowId: `checkpoint:${hash.toString('hex')}`,
      chain: last.origin,
      seq: last.size,
      hash,
    };
    return { origin, tree: new Tree(), first: note ? [leaf] : [] };
  });
}

type Start = { origin: string; tree: Tree; first: Leaf[] };

async function round(signer: Signer, now: number, begin: (client: Client) => Promise<Start>): Promise<Signed> {
  const silenceTimeoutMs = signer.silenceTimeoutMs ?? statementTimeoutMs + 30_000;
  const client = new Client({
    connectionString: signer.url,
    keepAlive: true,
    connectionTimeoutMillis: Math.min(10_000, silenceTimeoutMs),
    query_timeout: silenceTimeoutMs,
    statement_timeout: statementTimeoutMs,
    // Of a signer that has gone; the next one waits for its lock.
    idle_in_transaction_session_timeout: statementTimeoutMs,
  });
  // A round that loses its connection fails by its query.
  client.on('error', () => undefined);
  await client.connect();
  try {
    // Of the session: the memory is written after the commit and before the next signer's turn.
    await client.query('SELECT pg_advisory_lock(7004)');
    await client.query('BEGIN');
    const { origin, tree, first } = await begin(client);
    const fresh = [...first, ...(await unnumbered(client, origin))];
    const known = await lastNote(client, origin);
    if (fresh.length === 0 && known) return remember(signer, origin, tree, known, 0);
    const start = tree.size;
    for (const leaf of fresh) tree.append(leaf.hash);
    await number(client, origin, start, fresh);
    const note = signCheckpoint({ origin, size: tree.size, root: tree.root() }, signer.key);
    await client.query('INSERT INTO audit_checkpoints (origin, size, note, at) VALUES ($1, $2, $3, $4)', [
      ...[origin, tree.size, note, new Date(now)],
    ]);
    await client.query('COMMIT');
    return remember(signer, origin, tree, note, fresh.length);
  } finally {
    await client.end();
  }
}

function remember({ memory }: Signer, origin: string, tree: Tree, note: string, added: number): Signed {
  memory.write({ origin, size: tree.size, edge: tree.edge.map((one) => one.toString('hex')), note });
  return { note, added, size: tree.size };
}

/** Without a memory it takes up the newest log of the database, which must be signed with its key. */
async function adopted(client: Client, { name }: Signer): Promise<Memory> {
  const { rows } = await client.query<{ origin: string }>('SELECT DISTINCT origin FROM audit_checkpoints');
  const origins = rows.map(({ origin }) => origin).filter((one) => one === name || one.startsWith(`${name}/`));
  const newest = origins.reduce((one, other) => (generationOf(other) > generationOf(one) ? other : one), name);
  return { origin: newest, size: 0, edge: [], note: '' };
}

/** From what is remembered to the newest head in the database, which must follow from it. */
async function caughtUp(client: Client, memory: Memory, key: KeyObject): Promise<Tree> {
  const { origin } = memory;
  const tree = new Tree(
    memory.size,
    memory.edge.map((one) => Buffer.from(one, 'hex')),
  );
  const { rows: leaves } = await client.query<{ hash: Buffer }>(
    'SELECT hash FROM audit_leaves WHERE origin = $1 AND index >= $2 ORDER BY index',
    [origin, memory.size],
  );
  for (const { hash } of leaves) tree.append(hash);
  const note = await lastNote(client, origin);
  if (!note && tree.size === 0) return tree;
  const opened = openCheckpoint(note ?? '', [key]);
  const isMine = 'checkpoint' in opened && opened.checkpoint.origin === origin;
  if (!isMine || opened.checkpoint.size !== tree.size || !opened.checkpoint.root.equals(tree.root()))
    throw new Inconsistent(
      `The database does not continue the ${memory.size} leaves of ${origin} that were signed last. ` +
        'Nothing was signed. If it was restored from a backup, begin a new origin (checkpoint --new-origin); else have it verified.',
    );
  return tree;
}

async function lastNote(client: Client, origin: string): Promise<string | undefined> {
  const { rows } = await client.query<{ note: string }>(
    'SELECT note FROM audit_checkpoints WHERE origin = $1 ORDER BY size DESC LIMIT 1',
    [origin],
  );
  return rows[0]?.note;
}

/**
 * All that has no number yet, whenever its transaction began: one that commits late has its turn at the next checkpoint,
 * where a cursor over numbers handed out before the commit would have passed it by.
 */
async function unnumbered(client: Client, origin: string): Promise<Leaf[]> {
  const { rows } = await client.query<Leaf>(
    `SELECT source, "rowId", chain, seq, hash FROM (
       SELECT 'event' AS source, id::text AS "rowId", "caseId"::text AS chain, seq, at, hash FROM audit_events
       UNION ALL SELECT 'read', id::text, chain, seq, at, hash FROM access_log
     ) AS row WHERE NOT EXISTS (SELECT FROM audit_leaves l WHERE l.origin = $1 AND l."rowId" = row."rowId")
     ORDER BY at, chain COLLATE "C", seq`,
    [origin],
  );
  return rows;
}

async function number(client: Client, origin: string, start: number, leaves: readonly Leaf[]): Promise<void> {
  await client.query(
    `INSERT INTO audit_leaves (origin, index, source, "rowId", chain, seq, hash)
     SELECT $1, $2::bigint + place - 1, source, id, chain, seq, hash
     FROM unnest($3::text[], $4::text[], $5::text[], $6::int[], $7::bytea[])
       WITH ORDINALITY AS new (source, id, chain, seq, hash, place)`,
    [
      origin,
      start,
      ...(['source', 'rowId', 'chain', 'seq', 'hash'] as const).map((name) => leaves.map((leaf) => leaf[name])),
    ],
  );
}
