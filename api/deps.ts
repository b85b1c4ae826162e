// What the API is handed: everything outside itself, so that a test can hand in something else.
import type { KeyObject } from 'node:crypto';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Database } from '../prisma/connect.ts';
import type { SpanExport } from '../trace-export.ts';
import type { Gateway } from './gateway-port.ts';
import type { LiveCases } from './live-cases.ts';
import type { Metrics } from './metrics.ts';
import type { Limits } from './rate-limit.ts';
import type { StoryRuns } from '../stories/background.ts';
import type { RuleAnalyst } from './rules/analysis.ts';

export type ApiDeps = {
  config: Config;
  /** Signed in as the role `safeconduct_api`. */
  db: Database;
  gateway: Gateway;
  /** Epoch milliseconds; the only clock. */
  clock: () => number;
  log: Logger;
  metrics: Metrics;
  /** Ed25519; signs the envelopes of acts. */
  signingKey: KeyObject;
  live: LiveCases;
  /** Analyses rules off the thread that answers. */
  analyst: RuleAnalyst;
  /** Plays the stories kept with rules, in processes beside this one. */
  stories: StoryRuns;
  /** Where finished spans go, if anywhere. */
  spans?: SpanExport | undefined;
  /** Other than the usual ones. */
  limits?: Limits;
  /** Set while a read is answered: counts what it leaves in the access log, and refuses one too many. */
  countLogged?: () => void;
  /** Rejects when Temporal does not answer. */
  temporalReady: () => Promise<void>;
  /** Rejects when the clock of this process is far from the database's. */
  clockSound?: () => Promise<void>;
  /** Rejects when no worker has asked for work lately. */
  workerSeen?: () => Promise<void>;
};
