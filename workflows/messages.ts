// The messages every process answers, and what they answer with. Types and names only: the API and the worker both read this.
import { defineSignal, defineUpdate } from '@temporalio/workflow';

/** Proof that the API let this person do this act. Signed over everything but the signature (Ed25519, base64). */
export type Envelope = {
  person: string;
  act: string;
  caseId: string;
  taskId?: string;
  /** SHA-256 (hex) of the canonical JSON of the message's content. */
  content: string;
  issuedAt: number;
  /** Epoch milliseconds; absent on a filing and a reference change, which may wait for a worker. */
  expiresAt?: number;
  nonce: string;
  signature: string;
};

/** Start argument of every process: the whole request travels in it, so that a start alone keeps it. */
export type Filing = {
  caseId: string;
  reference: string;
  process: string;
  workflowId: string;
  submitter: string;
  form: unknown;
  filedAt: number;
  envelope: Envelope;
};

/** Start argument of a case whose rows are there already. It can bring no case about: all is read from the rows that name this workflow. */
export type Resumption = { caseId: string; resumes: true };

/** What the web and the API may pass as a decision; `id` makes a repeated click the same click. */
export type DecideMessage = {
  id: string;
  taskId: string;
  outcome: string;
  reason?: string;
  conditions?: { code: string; due?: string; [key: string]: unknown }[];
  /** Content version the page showed. */
  version: number;
  seen?: { presentRisk?: string };
  envelope: Envelope;
};

export type ActMessage = {
  id: string;
  verb: string;
  form: unknown;
  /** Content version the page showed; absent where the caller named none. */
  version?: number;
  envelope: Envelope;
};

/** Refusals are answers, not errors. */
export type Answer =
  | { ok: true; caseId: string; reference: string; state: string; version: number }
  | { ok: false; code: string; detail: string };

export type Status = {
  /** A message or a due moment is being worked on. */
  busy: boolean;
  state: string;
  live: boolean;
  /** The last event of evidence it knows of; with the row's it says whether one of the two stores was set back. */
  seq?: number;
  next?: { kind: string; at: number; task?: string };
};

export const filed = defineUpdate<Answer>('filed');
export const decide = defineUpdate<Answer, [DecideMessage]>('decide');
export const act = defineUpdate<Answer, [ActMessage]>('act');
/** Something the case may rest on has changed: judge again. The number is the change's place in order. */
export const worldChanged = defineSignal<[string]>('worldChanged');
/** The rows are not what this workflow remembers, one of the two having been set back: begin again from the rows. */
export const readAgain = defineSignal('readAgain');
/** Always refused, with a failure of this name that holds the status: what is refused is written nowhere. */
export const status = defineUpdate<never>('status');

/** Start argument of `worldChange`, the workflow that writes reference data and reaches the live cases. */
export type WorldChange = {
  id: string;
  kind: string;
  key: string;
  patch: unknown;
  by: string;
  reason?: string;
  at: number;
  envelope: Envelope;
  /** Page mark, set when the sweep continues as new. */
  after?: string;
};
export type ChangeAnswer =
  | { ok: true; seq: string; touched: number }
  | { ok: false; code: string; detail: string; errors?: { path: string; message: string }[] };
/** Answers as soon as the row is written; live cases are reached afterwards. */
export const recorded = defineUpdate<ChangeAnswer>('recorded');
