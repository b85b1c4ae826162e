// A change of reference data: written, answered, then carried to every live case it touches until each has been judged by it.
import {
  ActivityFailure,
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { carry } from './carry.ts';
import { recorded, type ChangeAnswer, type WorldChange } from './messages.ts';

const { changeWorld } = proxyActivities<Activities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '200ms', maximumInterval: '30s', nonRetryableErrorTypes: ['unsigned'] },
});

export async function worldChange(change: WorldChange): Promise<ChangeAnswer> {
  let answer: ChangeAnswer | undefined;
  setHandler(recorded, async () => {
    await condition(() => answer !== undefined);
    return answer!;
  });
  answer = await written(change);
  if (answer.ok) {
    const { after: mark, ...whole } = change;
    await carry(change.id, (after) => startOver(after === undefined ? whole : { ...whole, after }), mark);
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

async function startOver(change: WorldChange): Promise<never> {
  await condition(allHandlersFinished);
  return continueAsNew<(again: WorldChange) => Promise<void>>(change);
}
