// What the activities are handed: the database as role worker, the API's public key, a log, an alarm, a way to reach live cases.
import type { KeyObject } from 'node:crypto';
import type { PrismaClient } from '../prisma/client/client.ts';

export type Log = { info(fields: object, text: string): void; error(fields: object, text: string): void };

export type Flaw =
  | 'no envelope'
  | 'bad signature'
  | 'other case'
  | 'other act'
  | 'other person'
  | 'other content'
  | 'expired'
  | 'other workflow';
export type Message = 'decide' | 'act' | 'file' | 'change' | 'resume';
/** A message to a workflow that the API did not let in, or that came after its time. Names nobody. */
export type SecurityEvent = { flaw: Flaw; message: Message; caseId?: string; workflow?: string };

export type Deps = {
  db: PrismaClient;
  actKey: KeyObject;
  log: Log;
  alarm?: (event: SecurityEvent) => void;
  /** Wakes a live case's workflow; false when there is none, which the reconciler mends. */
  signalCase(workflowId: string, changeSeq: string): Promise<boolean>;
};
