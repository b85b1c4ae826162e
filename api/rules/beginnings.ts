// What a draft begins with: another text of the set, a file, or nothing but the facts.
import { z } from 'zod';
import type { ProcessName } from '../../rules/index.ts';
import { readRuleFile } from '../../rules/rule-file.ts';
import type { ApiDeps } from '../deps.ts';
import { refusal } from '../refusals.ts';
import { emptyContent, isRecord } from './content.ts';
import { latestOf } from './draft-rows.ts';
import { RuleRef, resolveRef } from './refs.ts';
import type { SignedIn } from '../signed-in.ts';

export const Beginning = z.strictObject({
  from: RuleRef.optional(),
  file: z
    .unknown()
    .optional()
    .meta({ description: 'An exported file, as JSON; its faults become issues of the draft' }),
});

/** `base`: the version in the tables it goes back to, so that what was changed there since can be told. */
export async function beginningOf(
  deps: ApiDeps,
  person: SignedIn,
  set: ProcessName,
  { from, file }: z.output<typeof Beginning>,
): Promise<{ content: unknown; base: number | null }> {
  if (file !== undefined) {
    const read = readRuleFile(file);
    if (!read.ok) throw refusal(read.code, read.message);
    return { content: read.ruleSet, base: await baseOf(deps, set, read.ruleSet) };
  }
  if (from === undefined) return { content: emptyContent(set), base: null };
  const { content, version, draft } = await resolveRef(deps, person, set, from);
  if (version !== undefined) return { content, base: version };
  const begun = draft && (await latestOf(deps.db, set, draft.id));
  return { content, base: begun ? begun.base : await baseOf(deps, set, content) };
}

async function baseOf({ db }: ApiDeps, name: string, content: unknown): Promise<number | null> {
  const version = isRecord(content) ? content['version'] : null;
  if (!Number.isInteger(version) || Number(version) < 1 || Number(version) > 1_000_000) return null;
  return (await db.ruleSetVersion.count({ where: { name, version: Number(version) } })) > 0 ? Number(version) : null;
}
