// Erases what people wrote in a case that has ended. Its events stay; one more says what was erased.
import { Client } from 'pg';
import { canonical, sha256 } from './bytes.ts';
import { eventId } from './verify-case.ts';

export type Erasure = { caseId: string; by: string; because: string; now: number };

/** @param url of the owner: no role of the running system may do this. Answers the number of events whose content is gone. */
export async function eraseContent(url: string, { caseId, by, because, now }: Erasure): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query<{ live: boolean; seq: number; head: Buffer | null }>(
      'SELECT live, "headSeq" AS seq, "headHash" AS head FROM cases WHERE id = $1 FOR UPDATE',
      [caseId],
    );
    const kase = rows[0];
    if (!kase) throw new Error(`There is no case ${caseId}.`);
    if (kase.live) throw new Error(`Case ${caseId} has not ended: what people wrote in it is still needed.`);
    const { rows: gone } = await client.query<{ seq: number }>(
      `UPDATE audit_events SET salt = NULL, content = NULL WHERE "caseId" = $1 AND salt IS NOT NULL RETURNING seq`,
      [caseId],
    );
    const events = gone.map(({ seq }) => seq).toSorted((one, other) => one - other);
    if (events.length === 0) return 0;
    for (const statement of statements) await client.query(statement, [caseId]);
    const seq = kase.seq + 1;
    const said = { case: caseId, seq, at: now, kind: 'content-erased', actor: by, detail: { events, because } };
    const bytes = Buffer.from(canonical(said));
    const hash = sha256(kase.head ?? '', bytes);
    await client.query(
      `INSERT INTO audit_events (id, "caseId", seq, kind, at, bytes, previous, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [eventId(caseId, seq), caseId, seq, said.kind, new Date(now), bytes, kase.head, hash],
    );
    await client.query('UPDATE cases SET "headSeq" = $2, "headHash" = $3, "updatedAt" = $4 WHERE id = $1', [
      caseId,
      seq,
      hash,
      new Date(now),
    ]);
    await client.query('COMMIT');
    return events.length;
  } finally {
    await client.end();
  }
}

/** Wherever else the same text lies. States, dates, areas and what the rules looked at stay with the decision. */
const statements = [
  `UPDATE cases SET form = '{}', "formBytes" = '' WHERE id = $1`,
  `UPDATE parts SET content = '{}', basis = basis - 'content', conditions = codes_only(conditions) WHERE "caseId" = $1`,
  `UPDATE acts SET form = '{}' WHERE "caseId" = $1`,
  `UPDATE decisions SET reason = NULL, conditions = codes_only(conditions) WHERE "caseId" = $1`,
  `UPDATE notices SET "lastError" = NULL WHERE "caseId" = $1`,
];
