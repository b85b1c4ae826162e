// Hears which cases changed, by PostgreSQL's LISTEN, and tells whoever subscribed; polls while nobody can listen.
import { Client } from 'pg';
import type { Logger } from 'pino';
import type { Database } from '../prisma/connect.ts';
import { casesChangedSince, positionNow } from './case-positions.ts';

export const channel = 'safeconduct_case';
const pollMs = 2_000;
const markPrefix = 'mark:';

export type CaseChange = { caseId: string; position: bigint };
export type LiveCases = {
  /** Everything committed before this position has been told. */
  position(): Promise<bigint>;
  /** `stopped` is called when nothing more will come. */
  subscribe(hear: (change: CaseChange) => void, stopped?: () => void): () => void;
  stop(): Promise<void>;
};
type Options = { url: string; db: Database; log: Logger };

export function listenToCases({ url, db, log }: Options): LiveCases {
  const hearers = new Map<(change: CaseChange) => void, (() => void) | undefined>();
  let told: bigint | undefined;
  let client: Client | undefined;
  let isListening = false;
  let isStopped = false;
  let isMarkDue = false;

  const tell = (caseId: string) => {
    for (const hear of hearers.keys()) hear({ caseId, position: told ?? 0n });
  };

  const listen = async () => {
    const fresh = new Client({ connectionString: url, keepAlive: true, application_name: 'safeconduct-live' });
    fresh.on('error', () => drop(fresh));
    fresh.on('end', () => drop(fresh));
    fresh.on('notification', ({ payload = '' }) => {
      if (payload.startsWith(markPrefix)) return void (told = max(told, BigInt(payload.slice(markPrefix.length))));
      isMarkDue = true;
      tell(payload);
    });
    await fresh.connect();
    await fresh.query(`LISTEN ${channel}`);
    client = fresh;
    isListening = true;
  };

  const drop = (lost: Client) => {
    if (client === lost) {
      client = undefined;
      isListening = false;
    }
  };

  /** Notices arrive in the order of commits: once our own mark comes back, everything finished before it has been told. */
  const mark = async () => {
    if (!isMarkDue || !client) return;
    isMarkDue = false;
    await client.query(`SELECT pg_notify($1, $2 || pg_snapshot_xmin(pg_current_snapshot())::text)`, [
      channel,
      markPrefix,
    ]);
  };

  const catchUp = async () => {
    const since = told;
    const now = await positionNow(db);
    if (since !== undefined) for (const caseId of await casesChangedSince(db, since)) tell(caseId);
    told = max(told, now);
  };

  const work = async () => {
    try {
      if (isListening) return await mark();
      await listen().catch(() => log.warn({ code: 'listen-failed' }, 'polling for changes'));
      await catchUp();
    } catch {
      // The database is away: the next round catches up.
    }
  };

  let working: Promise<void> = work();
  const timer = setInterval(() => {
    working = working.then(() => (isStopped ? undefined : work()));
  }, pollMs);
  timer.unref();

  return {
    position: async () => {
      await working;
      return told ?? positionNow(db);
    },
    subscribe: (hear, stopped) => {
      hearers.set(hear, stopped);
      return () => void hearers.delete(hear);
    },
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      for (const stopped of hearers.values()) stopped?.();
      await working;
      await client?.end().catch(() => undefined);
    },
  };
}

function max(one: bigint | undefined, other: bigint): bigint {
  return one !== undefined && one > other ? one : other;
}
