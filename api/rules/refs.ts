// Which rules a question is about: a version, a draft as last saved, a text sent along, or the version in force.
import { z } from 'zod';
import type { RuleSetIssue } from '../../rules/guards.ts';
import { compile, RuleSetError, type CompiledRuleSet } from '../../rules/judge.ts';
import type { PlaceOfRules } from '../../prisma/rules-in-force.ts';
import type { ApiDeps } from '../deps.ts';
import { problemOf } from '../problem.ts';
import { refusal } from '../refusals.ts';
import { Content, textOf } from './content.ts';
import { latestOf } from './draft-rows.ts';
import { logRules, mayWorkOnRules } from './rights.ts';
import { ruleSetInForce } from './sets.ts';
import type { SignedIn } from '../signed-in.ts';

export const VersionNumber = z.int().min(1).max(1_000_000);
export const RuleRef = z.union([
  z.strictObject({ version: VersionNumber }),
  z.strictObject({ draft: z.uuid() }),
  z.strictObject({ content: Content }),
]);
export type RuleRef = z.output<typeof RuleRef>;

export type Resolved = {
  content: unknown;
  hash: string;
  version?: number;
  draft?: { id: string; revision: number };
  /** @throws 422 rules-faulty with each fault, where it cannot judge */
  compiled: () => CompiledRuleSet;
};

/** @throws 404 alike for what is not there and what is not his to see */
export async function resolveRef(
  deps: ApiDeps,
  person: SignedIn,
  set: string,
  ref: RuleRef | undefined,
  place: PlaceOfRules = {},
): Promise<Resolved> {
  if (ref === undefined) {
    const compiled = await ruleSetInForce(deps.db, set, deps.clock(), place);
    if (!compiled) throw problemOf('not-found');
    const { ruleSet, hash } = compiled;
    return { content: ruleSet, hash, version: ruleSet.version, compiled: () => compiled };
  }
  if ('version' in ref) {
    const { version } = ref;
    const row = await deps.db.ruleSetVersion.findUnique({ where: { name_version: { name: set, version } } });
    if (!row) throw problemOf('not-found');
    const { content, hash } = row;
    return { content, hash, version, compiled: () => compiledOf(set, content) };
  }
  if (!mayWorkOnRules(person)) throw problemOf('forbidden');
  if ('content' in ref) {
    const { content, hash } = textOf(ref.content);
    return { content, hash, compiled: () => compiledOf(set, content) };
  }
  const draft = await latestOf(deps.db, set, ref.draft);
  if (!draft) throw problemOf('not-found');
  await logRules(deps, person, 'read-rule-draft', ref.draft);
  const { content, hash, revision } = draft;
  return { content, hash, draft: { id: ref.draft, revision }, compiled: () => compiledOf(set, content) };
}

export function compiledOf(set: string, content: unknown): CompiledRuleSet {
  try {
    const compiled = compile(content);
    if (compiled.ruleSet.name !== set) throw refusal('rules-faulty', `These are rules of ${compiled.ruleSet.name}.`);
    return compiled;
  } catch (error) {
    if (error instanceof RuleSetError) throw faulty(error.issues);
    throw error;
  }
}

export function faulty(issues: readonly RuleSetIssue[]) {
  const errors = issues.slice(0, 500).map(({ rule, at, code, message }) => ({
    ...{ path: [rule, at].filter(Boolean).join(' '), code, message },
  }));
  return refusal('rules-faulty', 'The rules have faults and cannot judge.', { errors });
}
