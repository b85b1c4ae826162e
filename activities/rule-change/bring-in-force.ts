// A version that was published ahead begins: the rules themselves need no step for that, its case and what it is carried to do.
import type { Agenda } from '../agenda.ts';
import { deriveCase } from '../derive-case.ts';
import type { Deps } from '../deps.ts';
import type { Docket } from '../docket.ts';
import { moveTo } from '../examine.ts';
import { carryOn } from './publish.ts';
import { addReason } from '../route-tasks.ts';
import { isRuleChange } from './rule-change.ts';
import type { Setting } from '../setting.ts';
import { onCase } from '../transact.ts';

export const bringInForce = ({ db }: Deps) =>
  async function bringInForce(caseId: string, now: number): Promise<Agenda | null> {
    const done = await onCase(db, caseId, now, begin);
    return done?.agenda ?? null;
  };

async function begin(docket: Docket, setting: Setting): Promise<void> {
  const { kase, now } = docket;
  const part = docket.parts.find((one) => one.active);
  if (!isRuleChange(setting) || kase.state !== 'published' || !part?.fromAt || +part.fromAt > now) return;
  const standing = await setting.tx.ruleActivation.findMany({ where: { caseId: kase.id } });
  if (standing.some((one) => one.toAt === null || +one.toAt > +one.fromAt!)) {
    moveTo(docket, part, 'in-force');
    const publisher = docket.decisions.find((one) => one.id === part.decisionId)!.deciderId;
    const { published } = part.basis as unknown as { published: { version: number } };
    await carryOn(docket, setting, publisher, published);
  } else {
    addReason(part, 'replaced-before-start');
    moveTo(docket, part, 'withdrawn');
  }
  await deriveCase(docket, setting);
}
