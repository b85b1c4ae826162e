// A version that is taken back before its start gives its time back to what it took the place of.
import { idOf } from '../../canonical.ts';
import type { Docket, PartRow, Tx } from '../docket.ts';
import type { RuleChangeSetting } from './change-setting.ts';
import type { Ended } from './publish.ts';

/** From inclusive to exclusive, in milliseconds; null = for ever. */
type Span = { from: number; to: number | null };

export async function giveBack({ tx, form }: RuleChangeSetting, { kase, now }: Docket, part: PartRow): Promise<void> {
  const own = await tx.ruleActivation.findMany({ where: { caseId: kase.id } });
  const ended = endedBy(part.basis);
  for (const { id, place, fromAt, toAt } of own) {
    if (toAt && +toAt <= +fromAt!) continue;
    await tx.ruleActivation.update({ where: { id }, data: { toAt: fromAt } });
    // What a later change has put in its place stays: only the time it still had is given back.
    const span = { from: +fromAt!, to: toAt && +toAt };
    const back = await whoseTime(tx, place, span, ended);
    for (const { id: of, version, from, to } of back) {
      const { caseId, byId, reason } = await tx.ruleActivation.findUniqueOrThrow({ where: { id: of } });
      await tx.ruleActivation.create({
        data: {
          ...{ id: idOf(kase.id, 'back', place, from), name: form.set, place, version, caseId, byId, reason },
          ...{ at: new Date(now), fromAt: new Date(from), toAt: to === null ? null : new Date(to) },
        },
      });
    }
  }
}

/** Of a version whose own change was given up since, the time goes to what that one had taken the place of. */
async function whoseTime(tx: Tx, place: string, span: Span, ended: readonly Ended[]): Promise<Ended[]> {
  const found: Ended[] = [];
  for (const one of ended) {
    const shared = one.place === place ? both(one, span) : null;
    if (!shared) continue;
    const activation = await tx.ruleActivation.findUniqueOrThrow({ where: { id: one.id } });
    const change =
      activation.caseId === null
        ? null
        : await tx.case.findUnique({
            where: { id: activation.caseId },
            include: { parts: { where: { active: true } } },
          });
    if (change?.state === 'cancelled' || change?.state === 'withdrawn')
      found.push(...(await whoseTime(tx, place, shared, endedBy(change.parts[0]?.basis))));
    else found.push({ ...one, ...shared });
  }
  return found;
}

function both(one: Span, other: Span): Span | null {
  const from = Math.max(one.from, other.from);
  const to = Math.min(one.to ?? Infinity, other.to ?? Infinity);
  return from < to ? { from, to: Number.isFinite(to) ? to : null } : null;
}

const endedBy = (basis: unknown): Ended[] => (basis as { ended?: Ended[] } | null)?.ended ?? [];
