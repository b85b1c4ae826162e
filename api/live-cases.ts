// Hears which cases changed, by PostgreSQL's LISTEN, and tells whoever subscribed; polls while nobody can listen.
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Logger } from 'pino';
import type { Database } from '../prisma/connect.ts';
import { casesChangedSince, mostCaughtUp, positionNow } from './case-positions.ts';
import { recentChanges } from './recent-changes.ts';

export const channel = 'safeconduct_case';
const markPrefix = 'mark:';
/** At its start a process looks so many transactions back, for the pages of the one before it. */
const lookBack = 5_000n;

export type CaseChange = { caseId: string; position: bigint };
export type LiveCases = {
  /** Everything committed before this position has been told. */
  position(): Promise<bigint>;
  /** Cases changed since the position; null where they are too many, or it is too long ago. Reads no table. */
  changedSince(position: bigint): string[] | null;
  /** `stopped` is called when nothing more will come. */
  subscribe(hear: (change: CaseChange) => void, stopped?: () => void): () => void;
  stop(): Promise<void>;
};
type Options = {
  url: string;
  db: Database;
  log: Logger;
  pollMs?: number;
  /** A listening connection says nothing by itself: so often it is asked whether it still lives, and given up after `answerMs`. */
  heartbeatMs?: number;
  answerMs?: number;
};

export function listenToCases(options: Options): LiveCases {
  const { url, db, log, pollMs = 2_000, heartbeatMs = 10_000, answerMs = 5_000 } = options;
  const hearers = new Map<(change: CaseChange) => void, (() => void) | undefined>();
  let recent = recentChanges(mostCaughtUp);
  let told: bigint | undefined;
  let client: Client | undefined;
  let answeredAt = 0;
  let isStopped = false;
  let isMarkDue = false;

  const tell = (caseId: string) => {
    recent.add(caseId);
    for (const hear of hearers.keys()) hear({ caseId, position: told ?? 0n });
  };

  const listen = async () => {
    const fresh = new Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: answerMs,
      query_timeout: answerMs,
      application_name: 'safeconduct-live',
    });
    fresh.on('error', () => drop(fresh));
    fresh.on('end', () => drop(fresh));
    fresh.on('notification', ({ payload = '' }) => {
      if (payload.startsWith(markPrefix)) return void (told = max(told, BigInt(payload.slice(markPrefix.length))));
      isMarkDue = true;
      tell(payload);
    });
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${channel}`);
    } catch (error) {
      drop(fresh);
      throw error;
    }
    client = fresh;
    answeredAt = performance.now();
  };

  const drop = (lost: Client) => {
    if (client === lost) client = undefined;
    // Closes it at once where it owes an answer.
    void lost.end().catch(() => undefined);
  };

  /** Notices arrive in the order of commits: once our own mark comes back, everything finished before it has been told. */
  const mark = async (on: Client) => {
    isMarkDue = false;
    const heard = recent.count();
    const { rows } = await on.query<{ next: string }>(
      `SELECT pg_notify($1, $2 || pg_snapshot_xmin(now)::text), pg_snapshot_xmax(now)::text AS next
       FROM pg_current_snapshot() AS now`,
      [channel, markPrefix],
    );
    // What begins to write from here on is heard after all that had been heard before.
    for (const { next } of rows) recent.reach(BigInt(next), heard);
  };

  const isHearing = async (): Promise<boolean> => {
    if (!client) return false;
    const asked = client;
    try {
      if (isMarkDue) await mark(asked);
      else if (performance.now() - answeredAt < heartbeatMs) return true;
      else await asked.query('SELECT 1');
      answeredAt = performance.now();
    } catch {
      log.warn({ code: 'listen-lost' }, 'the listening connection does not answer');
      drop(asked);
    }
    return client === asked;
  };

  const catchUp = async () => {
    const heard = recent.count();
    const now = await positionNow(db);
    const since = told ?? (now > lookBack ? now - lookBack : 0n);
    const missed = await casesChangedSince(db, since);
    if (missed.length > mostCaughtUp) startOver();
    else {
      for (const caseId of missed)
        if (told === undefined) recent.add(caseId);
        else tell(caseId);
      recent.reach(told === undefined ? since : now, heard);
    }
    told = max(told, now);
  };

  /** More was missed than can be named: every page comes again and reads everything. */
  const startOver = () => {
    recent = recentChanges(mostCaughtUp);
    for (const stopped of hearers.values()) stopped?.();
  };

  const work = async () => {
    try {
      if (await isHearing()) return;
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
      if (told === undefined) await working;
      if (told !== undefined) return told;
      const now = await positionNow(db);
      return (told = max(told, now));
    },
    changedSince: (position) => recent.since(position),
    subscribe: (hear, stopped) => {
      hearers.set(hear, stopped);
      return () => void hearers.delete(hear);
    },
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      for (const stopped of hearers.values()) stopped?.();
      await working;
      // A dead one never says goodbye.
      if (client) await Promise.race([client.end(), sleep(answerMs, undefined, { ref: false })]);
    },
  };
}

function max(one: bigint | undefined, other: bigint): bigint {
  return one !== undefined && one > other ? one : other;
}
