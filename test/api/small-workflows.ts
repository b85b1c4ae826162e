// The least that answers the messages of workflows/messages.ts: what the gateway needs to be tried against, and moments at which answers get lost.
import { condition, proxyActivities, setHandler } from '@temporalio/workflow';
import {
  act,
  decide,
  filed,
  recorded,
  type Answer,
  type DecideMessage,
  type Filing,
  type WorldChange,
} from '../../workflows/messages.ts';

type Activities = {
  open(filing: Filing): Promise<Answer>;
  record(caseId: string, message: DecideMessage): Promise<Answer>;
  change(change: WorldChange): Promise<{ ok: true; seq: string; touched: number }>;
};
const { open, record, change } = proxyActivities<Activities>({
  startToCloseTimeout: '20s',
  retry: { maximumAttempts: 1 },
});

export async function travelClearance(filing: Filing): Promise<void> {
  let first: Answer | undefined;
  let isOver = false;
  setHandler(filed, async () => {
    await condition(() => first !== undefined);
    return first!;
  });
  setHandler(act, (): Answer => ({ ok: false, code: 'extension-blocked', detail: 'No' }));
  setHandler(decide, async (message) => {
    const answer = await record(filing.caseId, message);
    if (message.reason === 'ends before it answers') {
      isOver = true;
      await condition(() => false);
    }
    if (message.reason === 'never answers') await condition(() => false);
    return answer;
  });
  first = await open(filing);
  if (first.ok) await condition(() => isOver);
}

export async function worldChange(order: WorldChange): Promise<void> {
  let done: { ok: true; seq: string; touched: number } | undefined;
  setHandler(recorded, async () => {
    await condition(() => done !== undefined);
    return done!;
  });
  done = await change(order);
}
