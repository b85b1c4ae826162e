// A Temporal server whose clock tests move. Skipping is global to a server: one server a test file.
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { findTimeSkippingServer } from '../../scripts/parts/time-skipping.ts';
import { quietRuntime } from './quiet-runtime.ts';

export async function startTimeSkipping(): Promise<TestWorkflowEnvironment> {
  quietRuntime();
  const path = await findTimeSkippingServer();
  return TestWorkflowEnvironment.createTimeSkipping(
    path ? { server: { executable: { type: 'existing-path', path } } } : {},
  );
}
