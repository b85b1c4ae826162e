// What the API answers of processes and rules.
import { z } from 'zod';
import { FactDeclaration, Rule } from '../../rules/rule-set.ts';
import { RuleChangeInWords } from './check-views.ts';
import { ExplainedRule, Ref } from '../views.ts';

export const Processes = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      form: z.looseObject({}).meta({ description: 'JSON Schema of the form' }),
    }),
  ),
});
export const RuleSetSummary = z
  .object({
    name: z.string(),
    title: z.string(),
    version: z.int(),
    hash: z.string(),
    activeFrom: z.iso.datetime().nullable(),
  })
  .meta({ id: 'RuleSetSummary' });
const State = z.enum(['active', 'scheduled', 'retired']);
export const RuleSetVersion = RuleSetSummary.extend({
  state: State,
  activeTo: z.iso.datetime().nullable(),
  base: z.int().nullable().meta({ description: 'The version it was begun from' }),
  reason: z.string().nullable(),
  author: Ref.nullable(),
  publisher: Ref.nullable(),
  case: z.uuid().nullable(),
  publishedAt: z.iso.datetime(),
  activations: z.array(
    z.object({
      place: z.string().meta({ description: '`*`, `country:<id>` or `area:<id>`; the most specific one judges' }),
      placeName: z.string().nullable().meta({ description: 'null: everywhere' }),
      from: z.iso.datetime().nullable().meta({ description: 'null: from the beginning' }),
      to: z.iso.datetime().nullable(),
      state: State,
      by: Ref.nullable(),
      reason: z.string().nullable(),
      case: z.uuid().nullable(),
    }),
  ),
}).meta({ id: 'RuleSetVersion' });
// Loose where rule-set.ts has unions by kind: the OpenAPI writer stumbles over those, and what is on file was checked when it was published.
export const RuleView = Rule.extend({
  when: z.unknown(),
  then: z.array(z.looseObject({ kind: z.string() })),
  sentence: z.string(),
}).meta({ id: 'Rule' });
export const FactView = FactDeclaration.extend({ of: z.looseObject({ type: z.string() }) }).meta({
  id: 'FactDeclaration',
});
export const RuleSetView = RuleSetSummary.omit({ activeFrom: true })
  .extend({ facts: z.array(FactView), rules: z.array(RuleView) })
  .meta({ id: 'RuleSet' });
export const RuleSetVersionInFull = RuleSetVersion.extend({
  content: z.looseObject({}),
  rules: z.array(z.object({ id: z.string(), title: z.string(), sentence: z.string() })),
  before: z.int().nullable().meta({ description: 'The version the changes are told against' }),
  changes: z.array(RuleChangeInWords),
}).meta({ id: 'RuleSetVersionInFull' });
export const Evaluation = z
  .object({
    ruleSet: z.object({ name: z.string(), version: z.int(), hash: z.string() }),
    verdict: z.looseObject({ outcome: z.string() }),
    rules: z.array(ExplainedRule),
    whatWouldChange: z.looseObject({ ways: z.array(z.looseObject({})), complete: z.boolean() }),
  })
  .meta({ id: 'Evaluation' });
