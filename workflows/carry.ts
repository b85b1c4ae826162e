// Carries a change of the world that has been written to every live case it touches, until each has been judged by it.
import { ActivityFailure, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';

const { reachCases } = proxyActivities<Activities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '200ms', maximumInterval: '30s' },
});
/** Tried again until all cases have answered; a case whose signal was lost is signalled again by the sweep around it. */
const { settleChange } = proxyActivities<Activities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '50ms', backoffCoefficient: 1.6, maximumInterval: '10s', maximumAttempts: 12 },
});

/** @param startOver called where the history has grown long, with the mark to go on from */
export async function carry(
  id: string,
  startOver: (after?: string) => Promise<never>,
  mark: string | null = null,
): Promise<void> {
  for (let after = mark; ; after = null) {
    do {
      after = await reachCases(id, after);
      if (after && workflowInfo().continueAsNewSuggested) await startOver(after);
    } while (after);
    if (await settled(id)) return;
    if (workflowInfo().continueAsNewSuggested) await startOver();
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
