// Figures for operators, in Prometheus form. Labels hold routes, states and codes, never people.
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../prisma/connect.ts';
import { clickToGone } from './click-to-gone.ts';

export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics(db: Database, clock: () => number) {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Counter({
    name: 'safeconduct_http_requests_total',
    help: 'Requests by route and status',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const latency = new Histogram({
    name: 'safeconduct_http_request_seconds',
    help: 'Time to answer by route',
    labelNames: ['method', 'route'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  new Gauge({
    name: 'safeconduct_cases',
    help: 'Cases by process and state',
    labelNames: ['process', 'state'],
    registers,
    async collect() {
      this.reset();
      const groups = await db.case.groupBy({ by: ['process', 'state'], _count: { _all: true } });
      for (const { process, state, _count } of groups) this.set({ process, state }, _count._all);
    },
  });
  new Gauge({
    name: 'safeconduct_open_tasks',
    help: 'Open tasks by authority',
    labelNames: ['authority'],
    registers,
    async collect() {
      this.reset();
      const groups = await db.task.groupBy({ by: ['authority'], where: { state: 'open' }, _count: { _all: true } });
      for (const { authority, _count } of groups) this.set({ authority }, _count._all);
    },
  });
  new Gauge({
    name: 'safeconduct_oldest_open_task_seconds',
    help: 'Age of the oldest open task by authority',
    labelNames: ['authority'],
    registers,
    async collect() {
      this.reset();
      const groups = await db.task.groupBy({ by: ['authority'], where: { state: 'open' }, _min: { openedAt: true } });
      for (const { authority, _min } of groups)
        if (_min.openedAt) this.set({ authority }, Math.max(0, (clock() - +_min.openedAt) / 1000));
    },
  });
  new Gauge({
    name: 'safeconduct_overdue_tasks',
    help: 'Open tasks past the moment they should have been handed on, by authority',
    labelNames: ['authority'],
    registers,
    async collect() {
      this.reset();
      const where = { state: 'open', dueAt: { lt: new Date(clock()) } };
      const groups = await db.task.groupBy({ by: ['authority'], where, _count: { _all: true } });
      for (const { authority, _count } of groups) this.set({ authority }, _count._all);
    },
  });
  return { registry, requests, latency, clicks: clickToGone(registry) };
}
