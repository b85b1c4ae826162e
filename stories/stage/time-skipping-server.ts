// A Temporal server whose clock tests move. Skipping is global to a server: one server a test file.
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { findTimeSkippingServer } from '../../scripts/parts/time-skipping.ts';
import { quietRuntime } from './quiet-runtime.ts';

/** The SDK gives a server five seconds to answer, which a busy machine may not keep. */
const tries = 12;

export async function startTimeSkipping(): Promise<TestWorkflowEnvironment> {
  quietRuntime();
  const path = await findTimeSkippingServer();
  const options = path ? { server: { executable: { type: 'existing-path' as const, path } } } : {};
  for (let left = tries; ; left -= 1) {
    try {
      return await TestWorkflowEnvironment.createTimeSkipping(options);
    } catch (error) {
      if (left === 1 || !String(error).includes('did not start')) throw error;
    }
  }
}
