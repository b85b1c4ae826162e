// Has the text of a change of rules checked and compared with what it would replace; the row it writes is what the rules then judge by.
import type { Prisma } from '../../prisma/client/client.ts';
import { engine, type Analyst } from './analyst.ts';
import { checkRules } from './check-rules.ts';
import type { Deps } from '../deps.ts';
import { openDocket } from '../docket.ts';
import { settingFor } from '../processes.ts';
import { readDesk } from '../read-desk.ts';
import { isRuleChange } from './rule-change.ts';
import type { RuleChangeSetting } from './change-setting.ts';
import { inTransaction } from '../transact.ts';

export const analyseRuleChange = ({ db, analyst }: Deps & { analyst: Analyst }) =>
  /** Takes as long as it takes, with no lock held: what it was compared with is in the row, and looked at again when it is used. */
  async function analyseRuleChange(caseId: string, now: number): Promise<void> {
    const setting = await inTransaction(db, caseId, (tx) => waiting(tx, caseId, now));
    if (!setting) return;
    const { form, text, replaced, analysisId: id } = setting;
    const sets = replaced.map((one) => one.set);
    const { passed, ...found } = await checkRules(text?.set ?? null, sets, analyst);
    const against = replaced.map(({ place, version, hash }) => ({ place, version, hash }));
    const summary = JSON.parse(JSON.stringify({ ...found, case: caseId, against })) as Prisma.InputJsonValue;
    const data = { id, hash: form.hash, engine, passed, summary, at: new Date(now) };
    await db.ruleAnalysis.createMany({ data, skipDuplicates: true });
  };

/** Null where nothing waits for an analysis. */
async function waiting(tx: Prisma.TransactionClient, caseId: string, now: number): Promise<RuleChangeSetting | null> {
  const { tokens, rows } = await readDesk(tx, caseId);
  if (!rows?.kase.live) return null;
  const setting = await settingFor(tx, openDocket(rows, tokens, now));
  return isRuleChange(setting) && !setting.analysis ? setting : null;
}
