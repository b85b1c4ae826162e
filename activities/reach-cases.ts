// Carries a change of reference data to the live cases it touches, a page at a time, and says when all have been judged by it.
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { Deps } from './deps.ts';
import { condition, type Scope } from './world/touched-by.ts';

const pageSize = 200;
const together = 20;

export const reachCases = ({ db, signalCase }: Pick<Deps, 'db' | 'signalCase'>) =>
  /** Signals the next page of cases; answers the mark to go on from, null after the last. */
  async function reachCases(changeId: string, after: string | null): Promise<string | null> {
    const change = await db.referenceChange.findUnique({ where: { id: changeId } });
    // Set back to before the change: there is nothing to carry on, and the reconciler says so.
    if (!change) return null;
    const { scope, seq } = change;
    const rows = await db.$queryRaw<{ id: string; workflowId: string }[]>`
      SELECT c.id, c."workflowId" FROM cases c
      WHERE c.live AND c."examinedSeq" < ${seq} AND (${after}::uuid IS NULL OR c.id > ${after}::uuid) AND ${condition(scope as Scope)}
      ORDER BY c.id LIMIT ${pageSize}`;
    for (let at = 0; at < rows.length; at += together) {
      await Promise.all(rows.slice(at, at + together).map((row) => signalCase(row.workflowId, String(seq))));
    }
    return rows.length === pageSize ? rows.at(-1)!.id : null;
  };

export const settleChange = ({ db }: Pick<Deps, 'db'>) =>
  /** Marks the change settled once no live case it touches is still judged by the world before it; fails, to be tried again, until then. */
  async function settleChange(changeId: string, now: number): Promise<void> {
    const change = await db.referenceChange.findUnique({ where: { id: changeId } });
    if (!change || change.state === 'settled') return;
    const { scope, seq } = change;
    const [row] = await db.$queryRaw<{ left: bigint }[]>`
      SELECT count(*) AS left FROM cases c WHERE c.live AND c."examinedSeq" < ${seq} AND ${condition(scope as Scope)}`;
    if (row!.left > 0n)
      throw ApplicationFailure.create({
        message: `${row!.left} cases are still to be judged again`,
        type: 'still-reaching',
        category: ApplicationFailureCategory.BENIGN,
      });
    await db.referenceChange.update({ where: { id: changeId }, data: { state: 'settled', settledAt: new Date(now) } });
  };

export const callCases = ({ signalCase }: Deps) =>
  /** Has each of these requests judged again: a place they wait for may be free. */
  async function callCases(workflowIds: readonly string[]): Promise<void> {
    for (let at = 0; at < workflowIds.length; at += together) {
      await Promise.all(workflowIds.slice(at, at + together).map((id) => signalCase(id, 'place')));
    }
  };
