// The worker's figures for operators, in Prometheus form. Labels hold names of steps and kinds, never people or cases.
import type { Worker } from '@temporalio/worker';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { PrismaClient } from '../prisma/client/client.ts';
import type { SecurityEvent } from './deps.ts';
import type { Finding } from './reconcile/stores.ts';
import type { Outcome } from './steps-observed.ts';

export type Slots = { maxConcurrentWorkflowTaskExecutions: number; maxConcurrentLocalActivityExecutions: number };
export type WorkerMetrics = ReturnType<typeof createWorkerMetrics>;

export function createWorkerMetrics(db: PrismaClient, clock: () => number) {
  const registry = new Registry();
  const registers = [registry];
  const steps = new Histogram({
    name: 'safeconduct_step_seconds',
    help: 'Steps done by the worker, by name and outcome',
    labelNames: ['step', 'outcome'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const letters = new Counter({
    name: 'safeconduct_letters_total',
    help: 'Letters by what became of them: sent or failed',
    labelNames: ['outcome'],
    registers,
  });
  for (const outcome of ['sent', 'failed']) letters.inc({ outcome }, 0);
  new Gauge({
    name: 'safeconduct_letters_waiting',
    help: 'Letters to people with an address that have not left; tried means at least once in vain',
    labelNames: ['tried'],
    registers,
    async collect() {
      const [row] = await db.$queryRaw<{ fresh: bigint; tried: bigint }[]>`
        SELECT count(*) FILTER (WHERE attempts = 0) AS fresh, count(*) FILTER (WHERE attempts > 0) AS tried
        FROM notices n JOIN people p ON p.id = coalesce(n."viaId", n."personId")
        WHERE n."sentAt" IS NULL AND p.email IS NOT NULL AND p.active`;
      this.set({ tried: 'no' }, Number(row?.fresh ?? 0));
      this.set({ tried: 'yes' }, Number(row?.tried ?? 0));
    },
  });
  const compared = new Gauge({
    name: 'safeconduct_reconciled_timestamp_seconds',
    help: 'When the two stores were last compared to the end',
    registers,
  });
  const findings = new Counter({
    name: 'safeconduct_reconcile_findings_total',
    help: 'Differences found between the two stores, by kind',
    labelNames: ['kind'],
    registers,
  });
  const alarms = new Counter({
    name: 'safeconduct_security_events_total',
    help: 'Messages to a workflow that the API did not let in, by what is wrong with them',
    labelNames: ['flaw'],
    registers,
  });

  return {
    registry,
    found: ({ kind }: Finding) => findings.inc({ kind }),
    alarm: ({ flaw }: SecurityEvent) => alarms.inc({ flaw }),
    letters: ({ sent, failed }: { sent: number; failed: number }) => {
      letters.inc({ outcome: 'sent' }, sent);
      letters.inc({ outcome: 'failed' }, failed);
    },
    reconciled: () => compared.set(clock() / 1000),
    step: (step: string, outcome: Outcome, ms: number) => steps.observe({ step, outcome }, ms / 1000),
    /** Whoever asks for nothing costs nothing: the slots are read when the figures are. */
    watch: (worker: Pick<Worker, 'getStatus'>, slots: Slots) => {
      collectDefaultMetrics({ register: registry });
      new Gauge({
        name: 'safeconduct_worker_slots',
        help: 'Slots of this worker by kind and by whether they are in use',
        labelNames: ['kind', 'use'],
        registers,
        collect() {
          const now = worker.getStatus();
          const set = (kind: string, all: number, used: number) => {
            this.set({ kind, use: 'used' }, used);
            this.set({ kind, use: 'free' }, Math.max(0, all - used));
          };
          set('workflow', slots.maxConcurrentWorkflowTaskExecutions, now.numInFlightWorkflowActivations);
          set('step', slots.maxConcurrentLocalActivityExecutions, now.numInFlightLocalActivities);
        },
      });
      new Gauge({
        name: 'safeconduct_worker_cached_workflows',
        help: 'Workflows this worker holds in memory',
        registers,
        collect() {
          this.set(worker.getStatus().numCachedWorkflows);
        },
      });
    },
  };
}
