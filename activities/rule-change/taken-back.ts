// What a step back takes back: who wrote it, which office published it, and whether it is still what is in force.
import type { RuleChangeForm } from '../../forms/rule-change.ts';
import { placesOf } from '../../prisma/places-of-change.ts';
import { everywhere } from '../../prisma/rules-in-force.ts';
import { ladder } from '../../rules/rule-set.ts';
import type { Tx } from '../docket.ts';
import type { RuleChangeSetting } from './change-setting.ts';

/** A return is about the author of what it takes back; null where it is none, or nobody is known to have written that. */
export async function authorOfTakenBack(tx: Tx, form: RuleChangeForm, now: number): Promise<string | null> {
  if (form.returnsTo === undefined) return null;
  const places = [...placesOf(form.effective), everywhere];
  const [row] = await tx.$queryRaw<{ author: string | null }[]>`
    SELECT v."authorId" AS author FROM rule_activations a JOIN rule_set_versions v ON v.name = a.name AND v.version = a.version
    WHERE a.name = ${form.set} AND a.place = ANY (${places}) AND coalesce(a."fromAt", '-infinity') <= ${new Date(now)}
      AND coalesce(a."toAt", 'infinity') > ${new Date(now)}
    ORDER BY array_position(${places}, a.place) LIMIT 1`;
  return row?.author ?? null;
}

/** Only the step before can be taken back so: all else is a draft like any other. */
export function flawOfReturn({ form, before }: Pick<RuleChangeSetting, 'form' | 'before'>): string | null {
  const { returnsTo } = form;
  if (returnsTo === undefined || before.every((version) => version === returnsTo)) return null;
  return `Version ${returnsTo} is not the one before what is in force there.`;
}

/** The highest office that published any version the return takes back or keeps from starting; `none` where nobody did. */
export async function publishedBy(tx: Tx, { form, replaced }: Pick<RuleChangeSetting, 'form' | 'replaced'>) {
  if (form.returnsTo === undefined) return 'none';
  const versions = replaced.map((one) => one.version);
  const rows = await tx.$queryRaw<{ authority: string }[]>`
    SELECT DISTINCT t.authority FROM rule_set_versions v JOIN tasks t ON t."caseId" = v."caseId"
     WHERE v.name = ${form.set} AND v.version = ANY (${versions}) AND t.mode = 'decide' AND t.state = 'decided'`;
  const held = new Set(rows.map((row) => row.authority));
  return ladder.findLast((authority) => held.has(authority)) ?? 'none';
}
