// Has the text of a change of rules checked and compared with what it would replace; the row it writes is what the rules then judge by.
import { asyncLocalStorage, type Context } from '@temporalio/activity';
import { groundAt } from '../../prisma/ground.ts';
import type { Prisma } from '../../prisma/client/client.ts';
import { engine, inWorld, type Analyst, type AnalystOfWorlds } from './analyst.ts';
import { checkRules } from './check-rules.ts';
import type { Deps } from '../deps.ts';
import { openDocket } from '../docket.ts';
import { settingFor } from '../processes.ts';
import { readDesk } from '../read-desk.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { isRuleChange } from './rule-change.ts';
import type { Ahead, RuleChangeSetting } from './change-setting.ts';
import type { Standing } from '../../prisma/places-of-change.ts';
import { inTransaction } from '../transact.ts';
import type { StoryPlayer } from '../../stories/run.ts';

const beatMs = 5_000;

type Computing = { analyst: AnalystOfWorlds; player: StoryPlayer };

export const analyseRuleChange = ({ db, analyst: unaware, player }: Deps & Computing) =>
  /** Takes as long as it takes, with no lock held: what it was compared with is in the row, and looked at again when it is used. */
  async function analyseRuleChange(caseId: string, now: number): Promise<void> {
    const setting = await inTransaction(db, caseId, (tx) => waiting(tx, caseId, now));
    if (!setting) return;
    const { form, text, replaced, ahead, startsAt, analysisId: id } = setting;
    const sets = replaced.map((one) => one.set);
    const context = asyncLocalStorage.getStore();
    const signal = context?.cancellationSignal;
    const ground = await groundAt(db, setting.startsAt, { places: setting.places });
    const analyst = inWorld(unaware, ground);
    // What one returns to was played before it was published; a step back waits for nothing.
    const play =
      form.returnsTo === undefined ? (set: RuleSet) => player.play(set, signal ? { signal } : {}) : undefined;
    const check = async () => {
      const { passed, ...found } = await checkRules(text?.set ?? null, sets, analyst, play);
      return { passed, found: { ...found, ahead: await lookAhead(analyst, text?.set ?? null, ahead) } };
    };
    const { passed, found } = await beating(context, check());
    signal?.throwIfAborted();
    const against = replaced.map(({ place, version, hash, from }) => ({
      ...{ place, version, hash },
      ...(from > startsAt ? { from } : {}),
    }));
    const summary = JSON.parse(JSON.stringify({ ...found, case: caseId, against })) as Prisma.InputJsonValue;
    const data = { id, hash: form.hash, engine, passed, summary, at: new Date(now) };
    await db.ruleAnalysis.createMany({ data, skipDuplicates: true });
  };

/** What takes the place of the change later, inside its places: nobody compared that with what it says. */
async function lookAhead({ compare }: Analyst, set: RuleSet | null, ahead: readonly Standing[]): Promise<Ahead[]> {
  const found: Ahead[] = [];
  for (const { place, version, from, set: after } of set ? ahead : []) {
    const { differences, notDecided } = await compare(set!, after);
    const isLess = notDecided.length > 0 || differences.some(({ direction }) => direction === 'less-control');
    found.push({ place, version, from, lessControl: isLess });
  }
  return found;
}

/** A worker that is lost meanwhile is missed soon, however long playing may take. */
async function beating<T>(context: Context | undefined, work: Promise<T>): Promise<T> {
  const timer = setInterval(() => context?.heartbeat(), beatMs);
  return work.finally(() => clearInterval(timer));
}

/** Null where nothing waits for an analysis. */
async function waiting(tx: Prisma.TransactionClient, caseId: string, now: number): Promise<RuleChangeSetting | null> {
  const { tokens, rows } = await readDesk(tx, caseId);
  if (!rows?.kase.live) return null;
  const setting = await settingFor(tx, openDocket(rows, tokens, now));
  return isRuleChange(setting) && !setting.analysis ? setting : null;
}
