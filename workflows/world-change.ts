// A change of reference data: written, answered, then carried to every live case it touches until each has been judged by it.
import {
  ActivityFailure,
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { recorded, type ChangeAnswer, type WorldChange } from './messages.ts';

const { changeWorld, reachCases } = proxyActivities<Activities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '200ms', maximumInterval: '30s', nonRetryableErrorTypes: ['unsigned'] },
});
/** Tried again until all cases have answered; a case whose signal was lost is signalled again by the sweep around it. */
const { settleChange } = proxyActivities<Activities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '50ms', backoffCoefficient: 1.6, maximumInterval: '10s', maximumAttempts: 12 },
});

export async function worldChange(change: WorldChange): Promise<ChangeAnswer> {
  let answer: ChangeAnswer | undefined;
  setHandler(recorded, async () => {
    await condition(() => answer !== undefined);
    return answer!;
  });
  answer = await written(change);
  if (answer.ok) {
    for (;;) {
      let after: string | null = change.after ?? null;
      do {
        after = await reachCases(change.id, after);
        if (after && workflowInfo().continueAsNewSuggested) await startOver({ ...change, after });
      } while (after);
      if (await settled(change.id)) break;
      if (workflowInfo().continueAsNewSuggested) await startOver(change);
    }
  }
  await condition(allHandlersFinished);
  return answer;
}

async function written(change: WorldChange): Promise<ChangeAnswer> {
  try {
    return await changeWorld(change, Date.now());
  } catch (error) {
    if (!(error instanceof ActivityFailure) || !(error.cause instanceof ApplicationFailure)) throw error;
    return { ok: false, code: error.cause.type ?? 'unsigned', detail: error.cause.message };
  }
}

async function settled(id: string): Promise<boolean> {
  try {
    await settleChange(id, Date.now());
    return true;
  } catch (error) {
    if (error instanceof ActivityFailure) return false;
    throw error;
  }
}

async function startOver(change: WorldChange): Promise<never> {
  await condition(allHandlersFinished);
  return continueAsNew<(again: WorldChange) => Promise<void>>(change);
}
