// What the API answers of drafts: who saved what when, its faults, what it and the version in force both changed, its tests.
import { z } from 'zod';
import { conflictsBetween } from '../../rules/rule-differences.ts';
import type { RuleSetIssue } from '../../rules/guards.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { runTests } from '../../rules/rule-tests.ts';
import type { ProcessName } from '../../rules/index.ts';
import { issuesOf } from '../../stories/issues.ts';
import type { Database } from '../../prisma/connect.ts';
import { namesFor, type Names } from '../names.ts';
import { problemOf } from '../problem.ts';
import { isRecord } from './content.ts';
import type { DraftRow, FullDraft, Saved } from './draft-rows.ts';
import { StoryRunView } from './story-runs.ts';
import { followed } from './where-in-force.ts';
import { Ref } from '../views.ts';

export const Issue = z
  .object({
    rule: z.string().nullable().meta({ description: 'Id of the rule; null where it is the set as a whole' }),
    at: z.string().meta({ description: 'Place in the rule, such as `when.all[0]`' }),
    code: z.string(),
    message: z.string(),
  })
  .meta({ id: 'RuleIssue' });
export const RuleTestRun = z
  .looseObject({ passed: z.int(), failed: z.int(), results: z.array(z.looseObject({ name: z.string() })) })
  .meta({ id: 'RuleTestRun' });
export const RuleRevision = z
  .object({ revision: z.int(), hash: z.string(), savedBy: Ref, savedAt: z.iso.datetime() })
  .meta({ id: 'RuleRevision' });
export const RuleDraftSummary = RuleRevision.extend({
  id: z.uuid(),
  title: z.string(),
  base: z.int().nullable().meta({ description: 'The version it was begun from' }),
  state: z.enum(['open', 'submitted', 'published', 'discarded']),
  author: Ref,
  request: z.uuid().nullable().meta({ description: 'The case it was submitted with' }),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
}).meta({ id: 'RuleDraftSummary' });
export const RuleDraft = RuleDraftSummary.extend({
  content: z.unknown(),
  issues: z.array(Issue),
  conflicts: z.array(z.string()).meta({ description: 'Rules changed both here and in force since the base' }),
  conflictsElsewhere: z.array(z.string()),
  place: z
    .string()
    .meta({ description: 'Where the base is in force, or was last: `*`, `country:<id>` or `area:<id>`' }),
  inForce: z
    .int()
    .nullable()
    .meta({ description: 'Told against: the version asked for, else the one in force now where the base was or is' }),
  tests: RuleTestRun.nullable().meta({ description: 'null: it has faults, or too much to run here; ask /test' }),
  stories: StoryRunView.meta({ description: 'Begun by a save; GET /rules/{set}/stories/{hash} tells how far it is' }),
}).meta({ id: 'RuleDraft' });

export const issueView = ({ rule, ...one }: RuleSetIssue): z.input<typeof Issue> => ({ ...one, rule: rule || null });

export function revisionView({ revision, hash, savedById, savedAt }: Saved, names: Names) {
  return { revision, hash, savedBy: names.person(savedById), savedAt: savedAt.toISOString() };
}

export function summaryView(row: DraftRow & Saved, names: Names): z.input<typeof RuleDraftSummary> {
  const { id, title, base, state, authorId, caseId, createdAt, updatedAt } = row;
  return {
    ...revisionView(row, names),
    ...{ id, title, base, state: state as 'open', author: names.person(authorId), request: caseId },
    ...{ createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() },
  };
}

export async function draftView(
  db: Database,
  set: ProcessName,
  draft: FullDraft,
  now: number,
  against?: number,
): Promise<Omit<z.input<typeof RuleDraft>, 'stories'>> {
  const { content, base } = draft;
  const issues = issuesOf(content, set);
  const names = await namesFor(db, { people: [draft.authorId, draft.savedById] });
  const { place, version } = await followed(db, set, base, now);
  const theirs = against ?? version;
  const texts = await textsOf(db, set, [base, theirs]);
  const [was, is] = [texts.get(base), texts.get(theirs)];
  if (against !== undefined && !is) throw problemOf('not-found', 'There is no such version.');
  const { rules, elsewhere } =
    was && is && base !== theirs ? conflictsBetween(was, comparable(content), is) : { rules: [], elsewhere: [] };
  return {
    ...summaryView(draft, names),
    ...{ content, issues: issues.map(issueView), conflicts: rules, conflictsElsewhere: elsewhere },
    ...{ place, inForce: theirs },
    tests: await testRunOf(content, issues.length),
  };
}

async function textsOf(
  db: Database,
  name: string,
  versions: (number | null)[],
): Promise<ReadonlyMap<number | null, RuleSet>> {
  const wanted = [...new Set(versions)].filter((one) => one !== null);
  const where = { name, version: { in: wanted } };
  const rows =
    wanted.length > 0 ? await db.ruleSetVersion.findMany({ where, select: { version: true, content: true } }) : [];
  return new Map(rows.map(({ version, content }) => [version, content as unknown as RuleSet]));
}

/** Rules asked in one save; more is for the tests' own page. */
const mostAsked = 20_000;

async function testRunOf(content: unknown, faults: number) {
  if (faults > 0) return null;
  const { rules, tests = [] } = content as RuleSet;
  return rules.length * tests.length > mostAsked ? null : runTests(content as RuleSet);
}

/** With lists where lists belong, and nothing in them without a name, so that also a text with faults can be compared. */
function comparable(content: unknown): RuleSet {
  const { facts, rules, invariants, tests, stories, ...rest } = isRecord(content) ? content : {};
  const named = (list: unknown) =>
    Array.isArray(list)
      ? list.filter((one) => isRecord(one) && typeof (one['id'] ?? one['name'] ?? one['file']) === 'string')
      : [];
  const lists = {
    facts: named(facts),
    rules: named(rules),
    invariants: named(invariants),
    tests: named(tests),
    stories: named(stories),
  };
  return { ...rest, ...lists } as unknown as RuleSet;
}
