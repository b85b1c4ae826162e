// What the activities are handed: the database as role worker, the API's public key, a log, a mailer, a way to reach live cases.
import type { KeyObject } from 'node:crypto';
import type { PrismaClient } from '../prisma/client/client.ts';

export type Log = { info(fields: object, text: string): void; error(fields: object, text: string): void };

export type Deps = {
  db: PrismaClient;
  actKey: KeyObject;
  log: Log;
  /** Wakes a live case's workflow; false when there is none, which the reconciler mends. */
  signalCase(workflowId: string, changeSeq: string): Promise<boolean>;
};
