// Judges what was filed in the last days once more, by the rules in force and by others, and tells what would differ. Nothing is written.
import { setImmediate as othersFirst } from 'node:timers/promises';
import type { Database } from '../../prisma/connect.ts';
import { impactTally, type Impact } from '../../rules/impact.ts';
import type { CompiledRuleSet } from '../../rules/judge.ts';
import { judgeQuickly } from '../../rules/quick-judge.ts';
import type { Facts } from '../../rules/rule-set.ts';
import { DAY, localDate } from '../../rules/working-time.ts';
import { partsFiled, type PartsAsked } from './impact-rows.ts';
import { seenAmong } from '../visibility.ts';

/** Judging holds up everybody else for no longer than this at a time. */
const sliceMs = 20;
/** Read with the tally; those the reader may not see are then taken out. */
const mostKept = 200;
const mostShown = 10;

export type ReplayLimits = { mostParts: number; withinMs: number };
export type Replay = PartsAsked & {
  before: (place: { area: string | null; country: string | null }) => CompiledRuleSet | undefined;
  after: CompiledRuleSet;
  /** Whether those would be what judges there. Default: everywhere. */
  reaches?: (place: { area: string | null; country: string | null }) => boolean;
  areas: ReadonlyMap<string, { zone: string; parents: readonly string[] }>;
};
/** `reached`: filing of the oldest part looked at, where the limits ended it before `from`. */
export type Replayed = Impact & { reached: Date | null };

export async function replay(db: Database, asked: Replay, { mostParts, withinMs }: ReplayLimits): Promise<Replayed> {
  const tally = impactTally({ mostSamples: mostKept });
  const ends = performance.now() + withinMs;
  let sliceEnds = 0;
  let parts = 0;
  for await (const page of partsFiled(db, asked)) {
    for (const part of page) {
      const now = performance.now();
      if (parts >= mostParts || now > ends) return { ...tally.result(), reached: part.filedAt };
      if (now > sliceEnds) {
        await othersFirst();
        sliceEnds = performance.now() + sliceMs;
      }
      parts += 1;
      const { areaId: area, countryId: country, organizationId: organization, caseId, reference, ordinal } = part;
      const before = asked.before({ area, country });
      if (!before || asked.reaches?.({ area, country }) === false) continue;
      const facts = JSON.parse(part.facts) as Facts;
      const { zone = 'UTC', parents: inside } = asked.areas.get(area ?? '') ?? {};
      const judged = { country, area, inside, organization, date: localDate(+part.stateSince, zone) };
      tally.add({
        ...{ caseId, reference, ordinal, country, area },
        before: judgeQuickly(before, facts, judged),
        after: judgeQuickly(asked.after, facts, judged),
      });
    }
  }
  return { ...tally.result(), reached: null };
}

export function daysBefore(until: number, days: number): Date {
  return new Date(until - days * DAY);
}

/** Samples of requests the reader may not see are counted only. */
export async function samplesSeen(
  db: Database,
  person: string,
  kinds: Impact['kinds'],
  now: number,
): Promise<Impact['kinds']> {
  const ids = kinds.flatMap(({ samples }) => samples.map((one) => one.caseId));
  const seen = await seenAmong(db, person, [...new Set(ids)], now);
  return kinds.map((one) => ({
    ...one,
    samples: one.samples.filter(({ caseId }) => seen.has(caseId)).slice(0, mostShown),
  }));
}
