// Why a part stands where it stands: the facts, the rules that fired and did not, and the authorities they ask for.
import type { z } from 'zod';
import type { Database } from '../prisma/connect.ts';
import { frameOf } from '../prisma/world-frame.ts';
import { explain, type CompiledRuleSet } from '../rules/judge.ts';
import type { Facts, Verdict } from '../rules/rule-set.ts';
import { sentence } from '../rules/sentence.ts';
import { localDate } from '../rules/working-time.ts';
import { namesFor, type Names } from './names.ts';
import { ruleSetVersion } from './rules/sets.ts';
import type { ExplainedRule, Explanation, PartExplanation } from './views.ts';

const select = {
  id: true,
  ordinal: true,
  areaId: true,
  countryId: true,
  subject: true,
  facts: true,
  verdict: true,
  stateSince: true,
} as const;

export async function explanationOf(db: Database, caseId: string): Promise<z.infer<typeof Explanation> | null> {
  const kase = await db.case.findUnique({
    where: { id: caseId },
    select: { id: true, reference: true, organizationId: true },
  });
  if (!kase) return null;
  const parts = await db.part.findMany({ where: { caseId, active: true }, orderBy: { ordinal: 'asc' }, select });
  const names = await namesFor(db, { people: [], areas: parts.map((part) => part.areaId) });
  const explained = await Promise.all(parts.map((part) => partExplanation(db, part, kase.organizationId, names)));
  return { request: kase.id, reference: kase.reference, parts: explained.filter((one) => one !== null) };
}

export async function explanationOfPart(db: Database, partId: string): Promise<z.infer<typeof PartExplanation> | null> {
  const row = await db.part.findUnique({
    where: { id: partId },
    select: { ...select, case: { select: { organizationId: true } } },
  });
  return (
    row && partExplanation(db, row, row.case.organizationId, await namesFor(db, { people: [], areas: [row.areaId] }))
  );
}

type Row = {
  id: string;
  areaId: string | null;
  countryId: string | null;
  subject: string;
  facts: unknown;
  verdict: unknown;
  stateSince: Date;
};

/** Null for a part that no rule has judged. */
async function partExplanation(
  db: Database,
  part: Row,
  organization: string | null,
  names: Names,
): Promise<z.infer<typeof PartExplanation> | null> {
  const verdict = part.verdict as Verdict | null;
  if (!verdict) return null;
  const facts = (part.facts ?? {}) as Facts;
  const area = names.area(part.areaId);
  const compiled = await ruleSetVersion(db, verdict.ruleSet.name, verdict.ruleSet.version);
  const judged = {
    country: part.countryId,
    area: part.areaId,
    inside: (await frameOf(db)).frame.areas.get(part.areaId ?? '')?.parents,
    organization,
    date: localDate(+part.stateSince, area?.zone ?? 'UTC'),
  };
  return {
    part: part.id,
    area,
    subject: part.subject,
    ruleSet: verdict.ruleSet,
    outcome: verdict.outcome,
    reasons: verdict.reasons,
    facts: (compiled?.ruleSet.facts ?? []).map(({ name, title, from }) => ({
      name,
      title,
      from,
      value: facts[name] ?? null,
    })),
    rules: compiled ? explainedRules(compiled, facts, judged, verdict) : [],
    route: verdict.stages.flatMap(({ stage, asks }) => asks.map(({ authority, mode }) => ({ stage, authority, mode }))),
  };
}

/** The verdict on file says what fired; the trace, made again from the same facts, says why. */
function explainedRules(
  compiled: CompiledRuleSet,
  facts: Facts,
  judged: Parameters<typeof explain>[2],
  verdict: Verdict,
): z.infer<typeof ExplainedRule>[] {
  const rules = new Map(compiled.ruleSet.rules.map((rule) => [rule.id, rule]));
  return explain(compiled, facts, judged).map(({ rule, title, source, result, when }) => ({
    rule,
    title,
    source,
    sentence: sentence(compiled.ruleSet, rules.get(rule)!),
    result: verdict.fired.includes(rule)
      ? ('fired' as const)
      : verdict.undecided.includes(rule)
        ? ('undecided' as const)
        : result,
    when: when ?? null,
  }));
}
