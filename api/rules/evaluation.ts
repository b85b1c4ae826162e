// Tries rules on facts: the verdict, every rule with what it asked and found, and what would change the outcome.
import { z } from 'zod';
import { Id } from '../../forms/common.ts';
import { frameOf } from '../../prisma/world-frame.ts';
import { explain, judge, type CompiledRuleSet, type JudgedIn } from '../../rules/judge.ts';
import { judgeQuickly } from '../../rules/quick-judge.ts';
import type { Facts } from '../../rules/rule-set.ts';
import { sentence } from '../../rules/sentence.ts';
import { whatWouldChange } from '../../rules/what-would-change.ts';
import { localDate } from '../../rules/working-time.ts';
import { problemOf } from '../problem.ts';
import { route, type ApiRouter } from '../route.ts';
import { deepestContent } from './content.ts';
import { RuleRef, VersionNumber, resolveRef } from './refs.ts';
import { Evaluation } from './views.ts';

const FactValues = z.record(
  z.string().max(64),
  z.union([z.boolean(), z.number(), z.string().max(2000), z.array(z.string().max(200)).max(500), z.null()]),
);
const Question = z.strictObject({
  facts: FactValues,
  scope: z
    .strictObject({
      country: Id.nullable().optional(),
      area: Id.nullable().optional(),
      organization: Id.nullable().optional(),
      date: z.iso.date().optional(),
    })
    .optional(),
  ref: RuleRef.optional(),
  version: VersionNumber.optional().meta({ description: 'Short for ref.version' }),
});
/** Rules judged to find what would change the outcome; about a second. */
const mostAsked = 400_000;

export function ruleEvaluationRoutes(router: ApiRouter): void {
  route(
    router,
    {
      method: 'post',
      path: '/rules/:set/evaluate',
      access: 'signed-in',
      params: z.strictObject({ set: Id }),
      body: Question,
      answers: { 200: Evaluation },
      deepest: deepestContent,
      example: {
        params: { set: 'travelClearance' },
        body: { facts: { presentRisk: 'high' }, scope: { country: 'AB', date: '2027-03-11' } },
      },
      summary: 'What the rules would say of these facts, and what would change it; nothing is written',
    },
    async ({ input, person, deps }) => {
      const { facts, scope = {}, version, ref = version === undefined ? undefined : { version } } = input.body;
      if (version !== undefined && input.body.ref) throw problemOf('validation-failed', 'Name a ref or a version.');
      const compiled = (await resolveRef(deps, person, input.params.set, ref, scope)).compiled();
      const inside = scope.area ? (await frameOf(deps.db)).frame.areas.get(scope.area)?.parents : undefined;
      const judged = { ...judgedIn(scope, localDate(deps.clock(), 'UTC')), inside };
      const { name, version: number } = compiled.ruleSet;
      const mostJudged = Math.min(4_000, Math.ceil(mostAsked / compiled.rules.length));
      return {
        ruleSet: { name, version: number, hash: compiled.hash },
        verdict: await judge(compiled, facts, judged),
        rules: explained(compiled, facts, judged),
        whatWouldChange: await whatWouldChange(compiled, facts, judged, { judgeWith: judgeQuickly, mostJudged }),
      };
    },
  );
}

/** A key left out stays out: it is not known, which is another thing than none. */
function judgedIn(
  { country, area, organization, date }: NonNullable<z.output<typeof Question>['scope']>,
  today: string,
): JudgedIn {
  return {
    ...(country === undefined ? {} : { country }),
    ...(area === undefined ? {} : { area }),
    ...(organization === undefined ? {} : { organization }),
    date: date ?? today,
  };
}

function explained(compiled: CompiledRuleSet, facts: Facts, judged: JudgedIn) {
  const rules = new Map(compiled.ruleSet.rules.map((rule) => [rule.id, rule]));
  return explain(compiled, facts, judged).flatMap((trace) => {
    const rule = rules.get(trace.rule);
    return rule ? [{ ...trace, sentence: sentence(compiled.ruleSet, rule), when: trace.when ?? null }] : [];
  });
}
