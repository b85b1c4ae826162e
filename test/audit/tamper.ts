// What somebody with the whole database in hand can do: every trigger off, every row his, every hash made anew; only the keys are not his.
import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { canonical } from '../../audit/bytes.ts';
import { eventId } from '../../audit/verify-case.ts';

const guarded = [
  'audit_events',
  'decisions',
  'acts',
  'access_log',
  'audit_leaves',
  'audit_checkpoints',
  'rule_set_versions',
];

export async function disarm(client: Client): Promise<void> {
  for (const table of [...guarded, 'cases', 'parts']) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
}

/** As it should be: the guards stand again. */
export async function arm(client: Client): Promise<void> {
  for (const table of guarded) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
}

type Event = { seq: number; bytes: Buffer; kind: string };
export type Said = { case: string; seq: number; at: number; kind: string; [key: string]: unknown };

export async function eventsOf(client: Client, caseId: string): Promise<Event[]> {
  return (
    await client.query<Event>('SELECT seq, bytes, kind FROM audit_events WHERE "caseId" = $1 ORDER BY seq', [caseId])
  ).rows;
}

/** Makes an event say something else, in bytes and columns. */
export async function rewrite(
  client: Client,
  caseId: string,
  seq: number,
  change: (said: Said) => Said,
): Promise<void> {
  const event = (await eventsOf(client, caseId)).find((one) => one.seq === seq)!;
  const said = change(JSON.parse(event.bytes.toString()) as Said);
  await client.query('UPDATE audit_events SET bytes = $3, kind = $4, at = $5 WHERE "caseId" = $1 AND seq = $2', [
    ...[caseId, seq, Buffer.from(canonical(said)), said.kind, new Date(said.at)],
  ]);
}

/** Puts an event where none was: those after it move up, all in their bytes too. */
export async function insertEvent(client: Client, caseId: string, seq: number, said: Omit<Said, 'seq'>): Promise<void> {
  for (const event of (await eventsOf(client, caseId)).toReversed().filter((one) => one.seq >= seq)) {
    const moved = { ...(JSON.parse(event.bytes.toString()) as Said), seq: event.seq + 1 };
    await client.query('UPDATE audit_events SET seq = $3, id = $4, bytes = $5 WHERE "caseId" = $1 AND seq = $2', [
      ...[caseId, event.seq, moved.seq, eventId(caseId, moved.seq), Buffer.from(canonical(moved))],
    ]);
  }
  await client.query(
    `INSERT INTO audit_events (id, "caseId", seq, kind, at, bytes, hash) VALUES ($1, $2, $3, $4, $5, $6, '')`,
    [
      eventId(caseId, seq),
      caseId,
      seq,
      said['kind'],
      new Date(Number(said['at'])),
      Buffer.from(canonical({ ...said, seq })),
    ],
  );
  await relink(client, caseId);
}

/** Makes every link of a case anew, and its head. */
export async function relink(client: Client, caseId: string): Promise<void> {
  let head: Buffer | null = null;
  let last = 0;
  for (const { seq, bytes } of await eventsOf(client, caseId)) {
    const previous: Buffer | null = head;
    head = createHash('sha256')
      .update(previous ?? '')
      .update(bytes)
      .digest();
    last = seq;
    await client.query('UPDATE audit_events SET previous = $3, hash = $4 WHERE "caseId" = $1 AND seq = $2', [
      ...[caseId, seq, previous, head],
    ]);
  }
  await client.query('UPDATE cases SET "headSeq" = $2, "headHash" = $3 WHERE id = $1', [caseId, last, head]);
}

/** Makes the leaves say what the rows now say. */
export async function releaf(client: Client): Promise<void> {
  await client.query(
    `UPDATE audit_leaves l SET hash = e.hash, chain = e."caseId"::text, seq = e.seq FROM audit_events e WHERE l."rowId" = e.id::text`,
  );
}

/** The database as it was at a checkpoint, as a backup would bring it back. */
export async function setBack(client: Client, size: number): Promise<void> {
  const { rows } = await client.query<{ rowId: string; source: string; chain: string; seq: number }>(
    'SELECT "rowId", source, chain, seq FROM audit_leaves WHERE index >= $1',
    [size],
  );
  await client.query('DELETE FROM audit_leaves WHERE index >= $1', [size]);
  await client.query('DELETE FROM audit_checkpoints WHERE size > $1', [size]);
  await client.query('DELETE FROM access_log WHERE NOT id::text IN (SELECT "rowId" FROM audit_leaves)');
  for (const { chain } of rows.filter((one) => one.source === 'event' && one.seq === 1))
    await removeCase(client, chain);
}

export async function removeCase(client: Client, caseId: string): Promise<void> {
  for (const table of ['audit_events', 'decisions', 'notices', 'acts', 'stays', 'tasks', 'parts'])
    await client.query(`DELETE FROM ${table} WHERE "caseId" = $1`, [caseId]);
  await client.query('DELETE FROM cases WHERE id = $1', [caseId]);
}
