// One step on one case: lock, change, write, answer what comes next. Retried whole on a clash; the row is the arbiter.
import { ask } from '../prisma/ask.ts';
import { Prisma, type PrismaClient } from '../prisma/client/client.ts';
import { transaction } from '../prisma/transaction.ts';
import { withNext } from '../prisma/with-next.ts';
import { work } from '../trace.ts';
import { agendaOf, type Agenda } from './agenda.ts';
import { openDocket, saveDocket, type Docket, type Tx } from './docket.ts';
import { calledIn, callWaiting } from './places.ts';
import { settingFor } from './processes.ts';
import { readDesk } from './read-desk.ts';
import { planStays } from './stays.ts';
import type { Setting } from './setting.ts';

export type Step<T> = (docket: Docket, setting: Setting) => Promise<T>;

/** Serialization failure, deadlock, lock not available: the same step again, from the start. */
const clashes = new Set(['40001', '40P01', '55P03', 'P2034']);

export async function onCase<T>(
  db: PrismaClient,
  caseId: string,
  now: number,
  step: Step<T>,
): Promise<{ result: T; agenda: Agenda } | null> {
  return inTransaction(db, caseId, async (tx) => {
    const { tokens, rows } = await readDesk(tx, caseId);
    if (!rows) return null;
    const docket = openDocket(rows, tokens, now);
    const told = work.getStore();
    if (told) told.reference = docket.kase.reference;
    const setting = await settingFor(tx, docket);
    const result = await step(docket, setting);
    return { result, agenda: await conclude(tx, docket, setting) };
  });
}

/** Writes the docket and says what the workflow must wait for next. */
export async function conclude(tx: Tx, docket: Docket, setting: Setting): Promise<Agenda> {
  const unreachable = new Set([...setting.world.people.values()].filter((one) => !one.reachable).map((one) => one.id));
  const isChanged = docket.events.length > 0;
  const { rows, frees } = isChanged ? await planStays(docket, tx) : { rows: [], frees: false };
  await saveDocket(tx, docket, unreachable, rows);
  const { ceilinged } = setting;
  if (frees && ceilinged.length > 0) await callWaiting(tx, ceilinged, docket.kase.id);
  const calls = ceilinged.length > 0 ? await calledIn(tx, ceilinged, docket.kase.id) : [];
  return { ...agendaOf(docket, setting), ...(calls.length > 0 ? { calls } : {}) };
}

/**
 * Steps on cases share this lock and a change of reference data takes it alone: a step that judged by the world of before
 * has committed when the change looks for the cases it touches, and every later step sees the change.
 */
export const WORLD = 7_001;
/** Processes whose decisions change what all others are judged by: their steps take that lock alone too. */
const changingTheWorld = ['ruleChange'];

/** The locks are taken before anything is read, so that what is read is what stands. */
export async function inTransaction<T>(db: PrismaClient, caseId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction(db, async (tx) => {
        await ask(
          tx,
          Prisma.sql`${withNext}
            SELECT CASE WHEN (SELECT process FROM cases WHERE id = ${caseId}::uuid) = ANY (${changingTheWorld})
                THEN pg_advisory_xact_lock(${WORLD}) ELSE pg_advisory_xact_lock_shared(${WORLD}) END,
              (SELECT 1 FROM cases WHERE id = ${caseId}::uuid FOR UPDATE)`,
        );
        return work(tx);
      });
    } catch (error) {
      if (attempt >= 4 || !clashes.has(sqlState(error))) throw error;
    }
  }
}

/** A unique index has such a row already. */
export function isTaken(error: unknown): boolean {
  return ['23505', 'P2002'].includes(sqlState(error));
}

/** SQLSTATE or Prisma's code of a database error. */
export function sqlState(error: unknown): string {
  const one = error as {
    code?: string;
    meta?: { code?: string; driverAdapterError?: { cause?: { originalCode?: string } } };
    cause?: { originalCode?: string };
  };
  return (
    one.meta?.driverAdapterError?.cause?.originalCode ?? one.cause?.originalCode ?? one.meta?.code ?? one.code ?? ''
  );
}
