// What the API asks of Temporal: file a case, pass on a decision or an act, change reference data.
import type { ProcessName } from '../rules/index.ts';
import type { ActMessage, DecideMessage } from '../workflows/messages.ts';

export type ToFile = { process: ProcessName; form: unknown; submitter: string; idempotencyKey: string };
/** `isRecorded` false: no worker answered in time; the start holds the form and the row will follow. */
export type Filed = { caseId: string; reference: string; isRecorded: boolean };

export type CaseAt = { id: string; workflowId: string };
/** `isNew`: nothing has been recorded under the id of the message, the caller has just seen to that. */
export type DecisionOrder = {
  person: string;
  to: CaseAt;
  isNew?: boolean;
  message: Omit<DecideMessage, 'envelope'>;
};
export type ActOrder = { person: string; to: CaseAt; message: Omit<ActMessage, 'envelope'> };

export type WorldChangeOrder = { kind: string; key: string; patch: unknown; by: string; reason?: string; id?: string };
/** `seq` is absent where no worker answered in time: the change is kept and will be made. */
export type WorldChangeAnswer = { id: string; seq?: string; touched?: number };

/** A refusal is thrown as a Problem; `temporal-unavailable` (503) when Temporal is away, `unclear` (503) when only asking again can tell. */
export type Gateway = {
  file(order: ToFile): Promise<Filed>;
  /** What this key has filed already, or null. */
  known(order: ToFile): Promise<Filed | null>;
  decide(order: DecisionOrder): Promise<void>;
  act(order: ActOrder): Promise<void>;
  changeWorld(order: WorldChangeOrder): Promise<WorldChangeAnswer>;
};
