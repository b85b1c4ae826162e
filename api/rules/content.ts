// The text of a rule set as people send it: kept as it is within bounds, its faults named, its file the same bytes each time.
import { z } from 'zod';
import { contentHash, canonicalBytes } from '../../canonical.ts';
import { processes, isProcessName, type ProcessName } from '../../rules/index.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { problemOf } from '../problem.ts';

export const mostContent = 4 * 1024 * 1024;
export const deepestContent = 200;

/** Looked at by no schema: what has faults is kept, and nothing of it is dropped. */
export const Content = z
  .unknown()
  .refine(isRecord, 'A rule set is an object')
  .meta({ description: 'A rule set; kept even with faults' });

export type Text = { content: unknown; bytes: Uint8Array<ArrayBuffer>; hash: string };

export function textOf(content: unknown): Text {
  const bytes = canonicalBytes(content);
  if (bytes.length > mostContent) throw problemOf('payload-too-large', `A rule set has at most ${mostContent} bytes.`);
  return { content, bytes, hash: contentHash(content) };
}

export function processOf(set: string): ProcessName {
  if (!isProcessName(set)) throw problemOf('not-found');
  return set;
}

/** A beginning without a rule: the facts are the product's, and silence leads to a person. */
export function emptyContent(set: ProcessName): RuleSet {
  const { name, title, hitPolicy, facts, otherwise, undecided } = processes[set].ruleSet;
  return { name, version: 1, title, hitPolicy, facts, rules: [], otherwise, undecided };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
