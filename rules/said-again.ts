// Whether a message under an id that is on file says the same again. Asked by the API before it answers and where the row is written.
import canonicalize from 'canonicalize';

/** Columns of a decision in which all that was said is kept; `version` is kept as `contentVersion`. */
export const saidInDecision = {
  deciderId: true,
  taskId: true,
  outcome: true,
  reason: true,
  conditions: true,
  contentVersion: true,
} as const;
type DecisionOnFile = Record<keyof typeof saidInDecision, unknown>;
type SaidDecision = {
  outcome: string;
  reason?: string | undefined;
  conditions?: unknown;
  version?: number | undefined;
};

/** A version that is not named is the one decided on. */
export function isSameDecision(
  row: DecisionOnFile,
  { person, taskId }: { person: string; taskId: string },
  { outcome, reason, conditions = [], version = row.contentVersion as number }: SaidDecision,
): boolean {
  return isSame(
    [person, taskId, outcome, reason?.trim() || null, conditions, version],
    [row.deciderId, row.taskId, row.outcome, row.reason, row.conditions, row.contentVersion],
  );
}

export const saidInAct = { personId: true, caseId: true, verb: true, form: true } as const;
type ActOnFile = Record<keyof typeof saidInAct, unknown>;

/** The version seen is no part of it: an act that stands has raised it. */
export function isSameAct(
  row: ActOnFile,
  { person, caseId }: { person: string; caseId: string },
  { verb, form }: { verb: string; form: unknown },
): boolean {
  return isSame([person, caseId, verb, form ?? {}], [row.personId, row.caseId, row.verb, row.form]);
}

function isSame(one: unknown, other: unknown): boolean {
  return canonicalize(one) === canonicalize(other);
}
