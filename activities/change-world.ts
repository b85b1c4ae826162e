// Writes a change of reference data with what was there before, and how many live cases it may touch. Safe to run twice.
import { ApplicationFailure } from '@temporalio/common';
import { bigintAsText } from '../canonical.ts';
import { collections, type Collection } from '../forms/world-collections.ts';
import { worldKinds } from '../forms/world.ts';
import { Prisma, type PrismaClient } from '../prisma/client/client.ts';
import { findMissing } from '../prisma/world-references.ts';
import type { ChangeAnswer, WorldChange } from '../workflows/messages.ts';
import type { Deps } from './deps.ts';
import type { Tx } from './docket.ts';
import { sqlState, WORLD } from './transact.ts';
import { flawOf } from './verify-act.ts';
import { ownRequestEased } from './world/own-gain.ts';
import { countTouched, scopeOf } from './world/touched-by.ts';
import { Unwritable, writers } from './world/write-record.ts';

/** What the database refuses, in words: overlapping holders of a sole post, dates the wrong way round, a record that is not there. */
const refusals: Readonly<Record<string, [code: string, detail: string]>> = {
  '23P01': ['appointment-overlaps', 'The post would have two holders at one moment. End the other appointment first.'],
  '23514': ['validation-failed', 'The end lies before the beginning.'],
  '23503': ['validation-failed', 'It speaks of something that is not there.'],
  P2003: ['validation-failed', 'It speaks of something that is not there.'],
  P2004: ['validation-failed', 'A constraint of the database refuses it.'],
};

export const changeWorld = ({ db, ...guard }: Deps) =>
  async function changeWorld(change: WorldChange, now: number): Promise<ChangeAnswer> {
    const { id, kind, key, patch, by, envelope } = change ?? {};
    const content = { kind, key, patch, by, id };
    const order = { message: 'change', act: 'changeWorld', caseId: id, person: by, content } as const;
    const flaw = flawOf(envelope, order, now, guard);
    if (flaw) throw ApplicationFailure.nonRetryable(`The change was not let in by the API: ${flaw}`, 'unsigned');
    try {
      return await inTurn(db, (tx) => write(tx, change, now));
    } catch (error) {
      if (error instanceof Unwritable) return { ok: false, code: error.code, detail: error.message };
      const known = refusals[sqlState(error)] ?? (isOverlap(error) ? refusals['23P01'] : undefined);
      if (known) return { ok: false, code: known[0], detail: known[1] };
      throw error;
    }
  };

function isOverlap(error: unknown): boolean {
  return error instanceof Error && error.message.includes('appointments_sole_post');
}

/** Alone: steps on cases wait, so none judges by half a change. */
function inTurn<T>(db: PrismaClient, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${WORLD})`;
      return work(tx);
    },
    { maxWait: 5_000, timeout: 15_000 },
  );
}

async function write(tx: Tx, change: WorldChange, now: number): Promise<ChangeAnswer> {
  const { id, key, by, reason } = change;
  const kind = change.kind as keyof typeof worldKinds;
  const known = await tx.referenceChange.findUnique({ where: { id } });
  if (known) return { ok: true, seq: String(known.seq), touched: (known.scope as { touched: number }).touched };
  const parsed = worldKinds[kind].safeParse(change.patch);
  if (!parsed.success)
    return {
      ok: false,
      code: 'validation-failed',
      detail: 'The record is not well formed.',
      errors: parsed.error.issues.map((one) => ({ path: one.path.join('.'), message: one.message })),
    };
  const patch = parsed.data as Record<string, unknown>;
  const collection = Object.values(collections).find((one) => one.kind === kind) as Collection;
  const missing = await findMissing(tx, collection, [{ line: 1, patch }]);
  if (missing.length > 0)
    return {
      ok: false,
      code: 'validation-failed',
      detail: 'The record cannot stand as it is.',
      errors: missing.map((one) => ({ path: one.column ?? '', message: one.message })),
    };
  const written = await writers[kind](tx, patch, { id, now });
  const scope = await scopeOf(tx, kind, patch, written);
  const own = await ownRequestEased(tx, by, scope, now);
  if (own)
    throw new Unwritable(
      'conflict-of-interest',
      `This would ease your own request ${own}: another must make the change.`,
    );
  const touched = await countTouched(tx, scope);
  const json = (value: unknown) =>
    value === null ? Prisma.DbNull : (JSON.parse(JSON.stringify(value, bigintAsText)) as Prisma.InputJsonValue);
  const row = await tx.referenceChange.create({
    data: {
      id,
      kind,
      key,
      patch: json(change.patch),
      before: json(written.before),
      after: json(written.after),
      scope: { ...scope, touched },
      byId: by,
      reason: reason ?? null,
      at: new Date(now),
      state: 'reaching',
    } as never,
  });
  return { ok: true, seq: String(row.seq), touched };
}
