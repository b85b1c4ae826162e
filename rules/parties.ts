// Who is a party to a case, told from its row: the one place the page, the API and the recording transaction take it from.
import type { Parties } from './conflict.ts';

export type PartiesRow = { process: string; form: unknown; subjectId: string; submitterId: string };

/** Who asks for an earlier version of rules to be in force again is no party: where he may decide that, his asking is the decision. */
export function partiesOf({ process, form, subjectId, submitterId }: PartiesRow, others: readonly string[]): Parties {
  const isReturn = process === 'ruleChange' && (form as { returnsTo?: number }).returnsTo !== undefined;
  return { subject: subjectId, submitter: isReturn ? subjectId : submitterId, others };
}
