// The time from a decision to its news is measured once for each decision that changed something.
import { expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { clickToGone } from '../../api/click-to-gone.ts';
import { pause } from '../../scripts/parts/processes.ts';

async function figuresAfter(work: (clicks: ReturnType<typeof clickToGone>) => Promise<unknown>) {
  const registry = new Registry();
  await work(clickToGone(registry));
  const text = await registry.metrics();
  const of = (name: string) => Number(new RegExp(`click_to_gone_seconds_${name} (\\S+)`).exec(text)?.[1]);
  return { count: of('count'), sum: of('sum') };
}

test('news that come before the answer count from the click', async () => {
  const { count, sum } = await figuresAfter(async (clicks) => {
    const decided = clicks.timed('a', pause(40));
    await pause(20);
    clicks.gone('a');
    await decided;
    clicks.gone('a');
  });
  expect(count).toBe(1);
  expect(sum).toBeGreaterThan(0.015);
});

test('a refused decision and news of other cases are not measured', async () => {
  const { count } = await figuresAfter(async (clicks) => {
    await clicks.timed('a', Promise.reject(new Error('refused'))).catch(() => undefined);
    clicks.gone('a');
    clicks.gone('b');
  });
  expect(count).toBe(0);
});
