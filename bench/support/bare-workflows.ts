// The least a durable request can be: the yardstick the product is measured beside.
import { condition, defineUpdate, proxyActivities, proxyLocalActivities, setHandler } from '@temporalio/workflow';

type Activities = { nothing(): Promise<void> };
const local = proxyLocalActivities<Activities>({ startToCloseTimeout: '10s' });
const remote = proxyActivities<Activities>({ startToCloseTimeout: '10s' });

export const opened = defineUpdate<string>('opened');
export const decided = defineUpdate<string>('decided');

/** Answers its first update after two local activities. */
export async function bareAutomatic(): Promise<void> {
  let isOpen = false;
  setHandler(opened, async () => {
    await condition(() => isOpen);
    return 'cleared';
  });
  await local.nothing();
  await local.nothing();
  isOpen = true;
}

/** Waits for one update, with a remote activity before and after it. */
export async function bareDecision(): Promise<void> {
  let isDecided = false;
  setHandler(decided, () => {
    isDecided = true;
    return 'cleared';
  });
  await remote.nothing();
  await condition(() => isDecided);
  await remote.nothing();
}
