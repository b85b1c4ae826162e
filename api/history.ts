// What happened to a request, event by event, as the chained evidence holds it.
import type { z } from 'zod';
import type { Database } from '../prisma/connect.ts';
import { namesFor } from './names.ts';
import type { HistoryEvent, HistoryRead } from './views.ts';

type Stored = { actor?: string; part?: string; detail?: Record<string, unknown>; [key: string]: unknown };
const shownApart = new Set(['case', 'seq', 'at', 'kind', 'actor', 'part', 'detail', 'commitment']);

export async function historyOf(db: Database, caseId: string): Promise<z.infer<typeof HistoryEvent>[]> {
  const rows = await db.auditEvent.findMany({ where: { caseId }, orderBy: { seq: 'asc' } });
  const events = rows.map((row) => ({ row, stored: JSON.parse(Buffer.from(row.bytes).toString('utf8')) as Stored }));
  const names = await namesFor(db, { people: events.map(({ stored }) => stored.actor ?? null) });
  return events.map(({ row, stored }) => ({
    seq: row.seq,
    kind: row.kind,
    at: row.at.toISOString(),
    actor: stored.actor ? names.person(stored.actor) : null,
    part: stored.part ?? null,
    detail: {
      ...Object.fromEntries(Object.entries(stored).filter(([key]) => !shownApart.has(key))),
      ...stored.detail,
      ...(row.content as Record<string, unknown> | null),
    },
    hash: Buffer.from(row.hash).toString('hex'),
  }));
}

/** Who else read a request; for the person it is about. */
export async function readsOf(db: Database, caseId: string): Promise<z.infer<typeof HistoryRead>[]> {
  const where = { caseId, outcome: 'granted' };
  const rows = await db.accessLog.findMany({ where, orderBy: { seq: 'asc' } });
  const names = await namesFor(db, { people: rows.map(({ personId }) => personId) });
  return rows.map(({ seq, at, personId, action, hash }) => ({
    seq,
    at: at.toISOString(),
    reader: personId ? names.person(personId) : null,
    action,
    hash: Buffer.from(hash).toString('hex'),
  }));
}
