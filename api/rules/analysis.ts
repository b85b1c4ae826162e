// Analyses and comparisons of rules, made beside the event loop and kept while they are exact: one text has one answer.
import { AnalysisBusyError } from '../../analysis-thread.ts';
import { groundAt } from '../../prisma/ground.ts';
import { frameOf } from '../../prisma/world-frame.ts';
import type { Analysis, Comparison, Limits, NotDecided } from '../../rules/analysis/findings.ts';
import { areasAround, type Ground } from '../../rules/analysis/roster.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { localDate } from '../../rules/working-time.ts';
import type { ApiDeps } from '../deps.ts';
import { problemOf } from '../problem.ts';

/** What makes them; heavy, so never on the thread that answers. */
export type RuleAnalyst = {
  analyse(ruleSet: RuleSet, limits: Limits, ground?: Ground): Promise<Analysis>;
  compare(before: RuleSet, after: RuleSet, limits: Limits, ground?: Ground): Promise<Comparison>;
};

const mostKept = 50;
const limits: Limits = { withinMs: 20_000, mostRegions: 50 };

export function keepingAnalyst({ analyst, db, clock }: Pick<ApiDeps, 'analyst' | 'db' | 'clock'>) {
  const analyses = new Map<string, Promise<Analysis>>();
  const comparisons = new Map<string, Promise<Comparison>>();
  return {
    /** With the posts nobody holds, as appointments stand today. */
    async analyse(ruleSet: RuleSet, hash: string): Promise<Analysis> {
      const { frame, tokens } = await frameOf(db);
      const now = clock();
      const key = [hash, tokens.frame, tokens.people, localDate(now, 'UTC')].join();
      return kept(analyses, key, async () => {
        const ground = await groundAt(db, now, { read: { frame, tokens } });
        return busyIsSaid(analyst.analyse(ruleSet, limits, ground));
      });
    },
    async compare(before: RuleSet, after: RuleSet, hashes: string): Promise<Comparison> {
      const { frame, tokens } = await frameOf(db);
      const ground = { areas: areasAround(frame.areas) };
      return kept(comparisons, `${hashes} ${tokens.frame}`, () =>
        busyIsSaid(analyst.compare(before, after, limits, ground)),
      );
    },
  };
}

async function busyIsSaid<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof AnalysisBusyError)) throw error;
    throw problemOf('analysis-busy', 'Try again in a moment.', { retryAfter: 10 });
  }
}

/** Asked twice at once it is made once; what the time cut off is made anew. */
function kept<T extends { notDecided: NotDecided[] }>(
  known: Map<string, Promise<T>>,
  key: string,
  make: () => Promise<T>,
): Promise<T> {
  const found = known.get(key);
  if (found) return found;
  const made = make();
  known.set(key, made);
  if (known.size > mostKept) known.delete(known.keys().next().value!);
  const forget = () => void (known.get(key) === made && known.delete(key));
  made.then(({ notDecided }) => notDecided.some(({ why }) => why === 'time') && forget(), forget);
  return made;
}
