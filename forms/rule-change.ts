// What is filed to have rules changed: which text, why, from when and where; or which earlier version is to be in force again.
import { z } from 'zod';
import { CalendarDate, Id, Instant, text } from './common.ts';

const places = z.array(Id).max(300);

export const RuleChangeEffective = z.strictObject({
  from: z
    .union([Instant, CalendarDate])
    .optional()
    .meta({ title: 'In force from', description: 'An instant, or a date in the country it is for. Default: at once' }),
  countries: places.optional().meta({ title: 'Countries', description: 'Default: everywhere' }),
  areas: places.optional().meta({ title: 'Areas' }),
});
export type RuleChangeEffective = z.infer<typeof RuleChangeEffective>;

export const RuleChangeForm = z
  .strictObject({
    set: Id.meta({ title: 'Rule set' }),
    draft: z.uuid().optional().meta({ title: 'Draft' }),
    revision: z.int().min(1).optional().meta({ title: 'Revision of the draft' }),
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .meta({ title: 'Hash of the text' }),
    reason: text(2000).pipe(z.string().min(1)).meta({ title: 'Reason' }),
    effective: RuleChangeEffective.default({}),
    reexamine: z.boolean().default(false).meta({ title: 'Judge live requests again' }),
    returnsTo: z
      .int()
      .min(1)
      .optional()
      .meta({ title: 'Earlier version', description: 'The version to be in force again, in place of a draft' }),
  })
  .refine((form) => (form.draft === undefined) === (form.revision === undefined), {
    message: 'A draft is named with its revision',
    path: ['revision'],
  })
  .refine((form) => (form.draft === undefined) !== (form.returnsTo === undefined), {
    message: 'Name either the revision of a draft or an earlier version',
    path: ['draft'],
  })
  .refine((form) => form.returnsTo === undefined || form.effective.from === undefined, {
    message: 'An earlier version is in force again at once',
    path: ['effective', 'from'],
  })
  .meta({ id: 'RuleChangeForm', title: 'Change of rules' });
export type RuleChangeForm = z.output<typeof RuleChangeForm>;
