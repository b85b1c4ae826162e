// For `--import` before a worker: an activation is watched once for running too long, not in each call of it. See docs/decisions/0037-one-watch.md.
import { createRequire } from 'node:module';
import { Script } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

const ofTheSdk = '@temporalio/worker/lib/workflow/';

if (!isMainThread && process.argv[1]?.endsWith(`${ofTheSdk}workflow-worker-thread.js`)) {
  const { ReusableVMWorkflow, ReusableVMWorkflowCreator } = createRequire(import.meta.url)(`${ofTheSdk}reusable-vm.js`);
  const name = Symbol.for('safeconduct.watched');
  const call = new Script(`globalThis[Symbol.for('safeconduct.watched')]()`);
  let timeout;

  const { create } = ReusableVMWorkflowCreator;
  ReusableVMWorkflowCreator.create = async function (...given) {
    const creator = await create.apply(this, given);
    timeout = creator.isolateExecutionTimeoutMs;
    // From here on no call has a watch of its own.
    creator.isolateExecutionTimeoutMs = undefined;
    return creator;
  };
  const { activate } = ReusableVMWorkflow.prototype;
  ReusableVMWorkflow.prototype.activate = async function (activation) {
    try {
      // All that a workflow does in it is done before it first waits. What is not done in time is broken off, wherever it is.
      globalThis[name] = () => activate.call(this, activation);
      return await call.runInThisContext({ timeout, displayErrors: true });
    } catch (error) {
      const told =
        error?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
          ? new Error(`The workflow did not give way for ${timeout} ms and was broken off.`)
          : error;
      const { info } = this.activator;
      return { runId: info.runId, failed: { failure: this.activator.errorToFailure(told) } };
    }
  };
}
