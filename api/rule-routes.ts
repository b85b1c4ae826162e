// The processes one may file, and the rules they are judged by.
import { z } from 'zod';
import { Id } from '../forms/common.ts';
import { processes } from '../rules/index.ts';
import { explain, judge, type CompiledRuleSet, type JudgedIn } from '../rules/judge.ts';
import type { Facts } from '../rules/rule-set.ts';
import { sentence } from '../rules/sentence.ts';
import { localDate } from '../rules/working-time.ts';
import { problemOf } from './problem.ts';
import { route, type ApiRouter } from './route.ts';
import { ruleSetInForce, ruleSetVersion } from './rule-sets.ts';
import { setsInForce } from './rule-versions.ts';
import { Evaluation, Processes, RuleSetSummary, RuleSetView } from './rule-views.ts';
import { page } from './views.ts';

const params = z.strictObject({ set: Id });
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
  version: z.int().min(1).optional(),
});

export function ruleRoutes(router: ApiRouter): void {
  const catalogue = Object.entries(processes).map(([id, { title, form }]) => ({ id, title, form: schemaOf(form) }));
  route(
    router,
    {
      method: 'get',
      path: '/processes',
      access: 'signed-in',
      answers: { 200: Processes },
      summary: 'What may be filed, and the form of each',
    },
    () => ({ items: catalogue }),
  );

  route(
    router,
    {
      method: 'get',
      path: '/rules',
      access: 'signed-in',
      answers: { 200: page(RuleSetSummary) },
      summary: 'Rule sets in force',
    },
    async ({ deps }) => {
      return { items: await setsInForce(deps.db, deps.clock()), next: null };
    },
  );

  route(
    router,
    {
      method: 'get',
      path: '/rules/:set',
      access: 'signed-in',
      params,
      answers: { 200: RuleSetView },
      summary: 'The rule set in force, each rule also as a sentence',
    },
    async ({ input, deps }) => {
      const { ruleSet, hash } = found(await ruleSetInForce(deps.db, input.params.set, deps.clock()));
      const { name, title, version, facts } = ruleSet;
      const rules = ruleSet.rules
        .toSorted((one, other) => one.step - other.step)
        .map((rule) => ({ ...rule, sentence: sentence(ruleSet, rule) }));
      return { name, title, version, hash, facts, rules };
    },
  );

  const example = {
    params: { set: 'travelClearance' },
    body: { facts: { presentRisk: 'high' }, scope: { country: 'AB', date: '2027-03-11' } },
  };
  route(
    router,
    {
      method: 'post',
      path: '/rules/:set/evaluate',
      access: 'signed-in',
      params,
      body: Question,
      answers: { 200: Evaluation },
      example,
      summary: 'What the rules would say of these facts; nothing is written',
    },
    async ({ input, deps }) => {
      const { facts, scope = {}, version } = input.body;
      const { set } = input.params;
      const compiled = found(
        version === undefined
          ? await ruleSetInForce(deps.db, set, deps.clock(), scope)
          : await ruleSetVersion(deps.db, set, version),
      );
      const judged = judgedIn(scope, localDate(deps.clock(), 'UTC'));
      return { verdict: await judge(compiled, facts, judged), rules: explained(compiled, facts, judged) };
    },
  );
}

/** The form itself at the top, not a reference to it. */
function schemaOf(form: z.ZodType) {
  const { $ref, ...schema } = z.toJSONSchema(form, { io: 'input', unrepresentable: 'any' });
  return { ...schema, ...schema.$defs?.[$ref?.split('/').at(-1) ?? ''] };
}

function found(compiled: CompiledRuleSet | null): CompiledRuleSet {
  if (!compiled) throw problemOf('not-found');
  return compiled;
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
