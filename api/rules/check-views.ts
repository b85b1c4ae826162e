// What the API answers where rules are checked: loose where the shapes are said in rules/, so that they are said once.
import { z } from 'zod';
import { Issue } from './draft-views.ts';

export { RuleTestRun } from './draft-views.ts';
export const Lint = z.object({ hash: z.string(), issues: z.array(Issue) }).meta({ id: 'RuleLint' });
const Whole = z.looseObject({ version: z.int(), hash: z.string() });
const notDecided = z
  .array(z.object({ what: z.string(), why: z.enum(['time', 'size']) }))
  .meta({ description: 'What the limits cut off' });
export const AnalysisView = z
  .object({
    ruleSet: Whole,
    findings: z.array(
      z.looseObject({
        kind: z.string(),
        weight: z.enum(['blocks', 'warns', 'tells']),
        code: z.string(),
        rules: z.array(z.string()),
        message: z.string(),
      }),
    ),
    proved: z.array(z.string()).meta({ description: 'Invariants that hold in every case' }),
    notDecided,
    size: z.looseObject({ rules: z.int(), queries: z.int() }),
  })
  .meta({ id: 'RuleAnalysis' });
export const RuleChangeInWords = z
  .looseObject({
    what: z.string(),
    how: z.enum(['added', 'removed', 'changed', 'moved']),
    path: z.string(),
    id: z.string().optional(),
    before: z.string().optional(),
    after: z.string().optional(),
  })
  .meta({ id: 'RuleChangeInWords' });
export const ComparisonView = z
  .object({
    before: Whole,
    after: Whole,
    differences: z.array(z.looseObject({ direction: z.enum(['less-control', 'other', 'more-control']) })),
    notDecided,
    changes: z.array(RuleChangeInWords),
  })
  .meta({ id: 'RuleComparison' });
