// A workflow that does nothing but wait, to see how a server keeps time.
import { sleep } from '@temporalio/workflow';

export async function waiting(duration: string): Promise<string> {
  await sleep(duration as '1 day');
  return `waited ${duration}`;
}
