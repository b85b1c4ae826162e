// Drafts of rules as a test writes them, filed and decided through the front door.
import { randomUUID } from 'node:crypto';
import { canonicalBytes, contentHash } from '../../canonical.ts';
import type { Rule, RuleSet } from '../../rules/rule-set.ts';
import type { Reply } from '../../stories/stage/client.ts';
import type { Whole } from '../support/whole-system.ts';

/** Nothing is automatic any more for travellers: the designated official looks at each. */
export function lookAtAll(id: string, country?: string): Rule {
  return {
    ...{ id, title: 'The official looks at every traveller', source: 'a test', step: 9 },
    ...(country ? { scope: { countries: [country] } } : {}),
    when: { fact: 'subject', is: 'equal', value: 'traveller' },
    then: [{ kind: 'require', authority: 'designated-official', mode: 'decide' }],
  };
}

/** What is in force at a place of its own, else everywhere; without its examples, which a change of this size fails. */
export async function inForce({ sql, now }: Pick<Whole, 'sql' | 'now'>, place = '*'): Promise<RuleSet> {
  const [row] = await sql<{ content: RuleSet }>(
    `SELECT v.content FROM rule_activations a JOIN rule_set_versions v ON v.name = a.name AND v.version = a.version
     WHERE a.name = 'travelClearance' AND a.place IN ($1, '*') AND coalesce(a."fromAt", '-infinity') <= $2
       AND coalesce(a."toAt", 'infinity') > $2 ORDER BY a.place = '*' LIMIT 1`,
    [place, new Date(now())],
  );
  const { tests: _, ...set } = row!.content;
  return set;
}

export const plus = (set: RuleSet, ...rules: Rule[]): RuleSet => ({ ...set, rules: [...set.rules, ...rules] });
export const minus = (set: RuleSet, ...ids: string[]): RuleSet => ({
  ...set,
  rules: set.rules.filter(({ id }) => !ids.includes(id)),
});

export type Draft = { draft: string; revision: number; hash: string };

/** Saves a revision as the API would; what was begun from a version still says which. */
export async function save(
  { sql }: Pick<Whole, 'sql'>,
  person: string,
  set: unknown,
  { draft = randomUUID(), revision = 1 }: { draft?: string; revision?: number } = {},
): Promise<Draft> {
  const content = JSON.stringify(set);
  const hash = contentHash(set);
  const bytes = Buffer.from(canonicalBytes(set));
  await sql(
    `INSERT INTO rule_drafts (id, name, title, base, "authorId", "createdAt", "updatedAt")
     VALUES ($1, 'travelClearance', 'A test', $3, $2, now(), now()) ON CONFLICT DO NOTHING`,
    [draft, person, (set as { version?: number }).version ?? null],
  );
  await sql(
    `INSERT INTO rule_draft_revisions ("draftId", revision, content, bytes, hash, "savedById", "savedAt")
     VALUES ($1, $2, $3, $4, $5, $6, now())`,
    [draft, revision, content, bytes, hash, person],
  );
  return { draft, revision, hash };
}

export function submit({ call }: Whole, person: string, draft: object, more: object = {}): Promise<Reply> {
  const form = { set: 'travelClearance', reason: 'As the field asked', ...draft, ...more };
  return call(person, 'POST', '/requests', { process: 'ruleChange', form }, { 'idempotency-key': randomUUID() });
}

export const idOfCase = ({ body }: Reply): string => (body as { id: string }).id;

/** Filed, analysed, and waiting for whom it is for. */
export async function submitted(whole: Whole, person: string, set: RuleSet, more: object = {}): Promise<string> {
  const reply = await submit(whole, person, await save(whole, person, set), more);
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
  await whole.idle();
  return idOfCase(reply);
}

export type Standing = { state: string; live: boolean; holders: string[][]; reasons: string[] };

export async function standing({ sql }: Whole, id: string): Promise<Standing> {
  const [row] = await sql<Standing>(
    `SELECT c.state, c.live, p.reasons,
       (SELECT coalesce(jsonb_agg(t.holders ORDER BY t.stage), '[]') FROM tasks t WHERE t."caseId" = c.id AND t.state = 'open') AS holders
     FROM cases c JOIN parts p ON p."caseId" = c.id WHERE c.id = $1`,
    [id],
  );
  return row!;
}
