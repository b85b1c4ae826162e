// The thread that analyses and compares rules: one job after the other, each part of an answer told at once.
import { parentPort } from 'node:worker_threads';
import type { AnalysisAnswer, AnalysisJob } from './analysis-thread.ts';
import { analyse } from './rules/analysis/analyse.ts';
import { compareVersions } from './rules/analysis/compare.ts';
import { confirm, confirmComparison } from './rules/analysis/confirm.ts';
import type { Analysis, Comparison } from './rules/analysis/findings.ts';

const tell = (answer: AnalysisAnswer) => parentPort?.postMessage(answer);

parentPort?.on('message', ({ id, job }: { id: number; job: AnalysisJob }) => {
  run(job, (soFar) => tell({ id, kind: 'progress', result: soFar })).then(
    (result) => tell({ id, kind: 'done', result }),
    (error: unknown) => {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      tell({ id, kind: 'fault', name, message });
    },
  );
});

async function run(
  job: AnalysisJob,
  onProgress: (soFar: Analysis | Comparison) => void,
): Promise<Analysis | Comparison> {
  const { limits, ground } = job;
  if (job.kind === 'compare') {
    const { before, after } = job;
    return confirmComparison(compareVersions(before, after, { ...ground, limits, onProgress }), before, after);
  }
  const { ruleSet } = job;
  return confirm(analyse(ruleSet, { ...ground, limits, onProgress }), ruleSet);
}
