// How long it takes from a decision sent to the moment every open page is told that the case has changed.
import { Histogram, type Registry } from 'prom-client';

const mostUnderWay = 10_000;

export type ClickToGone = ReturnType<typeof clickToGone>;

export function clickToGone(registry: Registry) {
  const histogram = new Histogram({
    name: 'safeconduct_click_to_gone_seconds',
    help: 'From a decision taken in to the change told on the event stream',
    buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  const underWay = new Map<string, number>();
  return {
    /** A decision on its way. What is refused, or ends nobody knows how, has no change to wait for. */
    async timed(caseId: string, decision: Promise<void>): Promise<void> {
      const [oldest] = underWay.size < mostUnderWay ? [] : underWay.keys();
      if (oldest !== undefined) underWay.delete(oldest);
      underWay.set(caseId, performance.now());
      try {
        await decision;
      } catch (error) {
        underWay.delete(caseId);
        throw error;
      }
    },
    gone(caseId: string): void {
      const begun = underWay.get(caseId);
      if (begun === undefined) return;
      underWay.delete(caseId);
      histogram.observe((performance.now() - begun) / 1000);
    },
  };
}
