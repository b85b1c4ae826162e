// Analyses and comparisons of rules on threads of their own: at most two at once, a short queue, and a hard end.
import { Worker } from 'node:worker_threads';
import { defaultLimits } from './rules/analysis/context.ts';
import type { Analysis, Comparison, Limits, NotDecided } from './rules/analysis/findings.ts';
import type { Ground } from './rules/analysis/roster.ts';
import type { RuleSet } from './rules/rule-set.ts';

export type AnalysisJob =
  | { kind: 'analyse'; ruleSet: RuleSet; limits: Limits; ground: Ground }
  | { kind: 'compare'; before: RuleSet; after: RuleSet; limits: Limits; ground: Ground };
type Result = Analysis | Comparison;
export type AnalysisAnswer =
  | { id: number; kind: 'progress'; result: Result }
  | { id: number; kind: 'done'; result: Result }
  | { id: number; kind: 'fault'; name: string; message: string };

export type AnalysisThreads = {
  analyse(ruleSet: RuleSet, limits?: Limits, ground?: Ground): Promise<Analysis>;
  compare(before: RuleSet, after: RuleSet, limits?: Limits, ground?: Ground): Promise<Comparison>;
  close(): Promise<void>;
};

/** Too many wait already: asked again in a moment it may be taken. */
export class AnalysisBusyError extends Error {
  override readonly name = 'AnalysisBusyError';
}

type Waiting = {
  id: number;
  job: AnalysisJob;
  latest: Result | null;
  resolve: (result: Result) => void;
  reject: (error: Error) => void;
};
type Thread = { worker: Worker; task: Waiting | null; end: NodeJS.Timeout | null };

/** What a thread may take beyond its own limit before it is ended. */
const graceMs = 5_000;

export function startAnalysisThreads({ threads: most = 2, queue: longest = 8 } = {}): AnalysisThreads {
  const threads = new Set<Thread>();
  const queue: Waiting[] = [];
  let isClosed = false;
  let last = 0;

  function ask(job: AnalysisJob): Promise<Result> {
    if (isClosed || queue.length >= longest) {
      return Promise.reject(new AnalysisBusyError('Too many analyses wait already'));
    }
    return new Promise((resolve, reject) => {
      last += 1;
      queue.push({ id: last, job, latest: null, resolve, reject });
      next();
    });
  }

  function next() {
    const idle = [...threads].find(({ task }) => task === null) ?? (threads.size < most ? start() : undefined);
    const task = idle && queue.shift();
    if (!idle || !task) return;
    idle.task = task;
    const within = task.job.limits.withinMs ?? defaultLimits.withinMs;
    idle.end = setTimeout(() => stop(idle, 'time'), within + graceMs);
    idle.worker.ref();
    idle.worker.postMessage({ id: task.id, job: task.job });
  }

  function start(): Thread {
    const worker = new Worker(new URL('./analysis-thread-start.mjs', import.meta.url), {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 1_024 },
    });
    const thread: Thread = { worker, task: null, end: null };
    threads.add(thread);
    worker.on('message', (answer: AnalysisAnswer) => hear(thread, answer));
    worker.on('error', (error: Error & { code?: string }) => {
      stop(thread, error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'size' : { fault: error });
    });
    worker.on('exit', () => stop(thread, { fault: new Error('The thread of the analysis ended') }));
    return thread;
  }

  function hear(thread: Thread, answer: AnalysisAnswer) {
    const { task } = thread;
    if (task?.id !== answer.id) return;
    if (answer.kind === 'progress') task.latest = answer.result;
    else {
      release(thread);
      if (answer.kind === 'done') task.resolve(answer.result);
      else task.reject(Object.assign(new Error(answer.message), { name: answer.name }));
      next();
    }
  }

  /** What it had found by then counts; all that was left is named as not decided. */
  function stop(thread: Thread, why: NotDecided['why'] | { fault: Error }) {
    if (!threads.delete(thread)) return;
    const { task, worker } = thread;
    release(thread);
    void worker.terminate();
    if (typeof why === 'object') task?.reject(why.fault);
    else if (!task?.latest) task?.reject(new AnalysisBusyError('The analysis had no time to begin'));
    else
      task.resolve({
        ...task.latest,
        notDecided: task.latest.notDecided.map((one) => (one.why === 'time' ? { ...one, why } : one)),
      });
    if (!isClosed) next();
  }

  function release(thread: Thread) {
    if (thread.end) clearTimeout(thread.end);
    thread.end = null;
    thread.task = null;
    thread.worker.unref();
  }

  return {
    analyse: (ruleSet, limits = {}, ground = {}) =>
      ask({ kind: 'analyse', ruleSet, limits, ground }) as Promise<Analysis>,
    compare: (before, after, limits = {}, ground = {}) =>
      ask({ kind: 'compare', before, after, limits, ground }) as Promise<Comparison>,
    async close() {
      isClosed = true;
      for (const { reject } of queue.splice(0)) reject(new AnalysisBusyError('The analysis is closed'));
      await Promise.all([...threads].map((thread) => thread.worker.terminate()));
    },
  };
}
