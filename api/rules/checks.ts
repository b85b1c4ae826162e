// Questions about rules before anybody is judged by them: faults, analysis, comparison, tests. Nothing is written but who asked.
import { z } from 'zod';
import { Id } from '../../forms/common.ts';
import { differencesInWords } from '../../rules/rule-differences.ts';
import { runTests } from '../../rules/rule-tests.ts';
import { issuesOf } from '../../stories/issues.ts';
import { keepingAnalyst } from './analysis.ts';
import { AnalysisView, ComparisonView, Lint, RuleTestRun } from './check-views.ts';
import { deepestContent, processOf } from './content.ts';
import { issueView } from './draft-views.ts';
import { RuleRef, resolveRef } from './refs.ts';
import { logRules, mayWorkOnRules } from './rights.ts';
import { refusal } from '../refusals.ts';
import { route, type ApiRouter } from '../route.ts';
import { StoryRunView } from './story-runs.ts';

const params = z.strictObject({ set: Id });
const OfOne = z.strictObject({ ref: RuleRef.optional() });
const common = { method: 'post', access: mayWorkOnRules, params, deepest: deepestContent } as const;
const example = { params: { set: 'travelClearance' }, body: { ref: { version: 1 } } };
/** Rules times tests: seconds of judging, not minutes. */
const mostJudged = 1_000_000;

export function ruleCheckRoutes(router: ApiRouter): void {
  const analyst = keepingAnalyst(router.deps);
  route(
    router,
    {
      ...common,
      path: '/rules/:set/lint',
      body: OfOne,
      answers: { 200: Lint },
      example,
      summary: 'Faults of form and meaning, each with its rule and place',
    },
    async ({ input, person, deps }) => {
      const set = processOf(input.params.set);
      const { content, hash } = await resolveRef(deps, person, set, input.body.ref);
      return { hash, issues: issuesOf(content, set).map(issueView) };
    },
  );

  route(
    router,
    {
      ...common,
      path: '/rules/:set/analyse',
      body: OfOne,
      answers: { 200: AnalysisView },
      example,
      summary: 'Gaps, contradictions, overlaps, dead rules and invariants, over every case the rules can meet',
    },
    async ({ input, person, deps }) => {
      const set = processOf(input.params.set);
      const { ruleSet, hash } = (await resolveRef(deps, person, set, input.body.ref)).compiled();
      await logRules(deps, person, 'analyse-rules', hash);
      return analyst.analyse(ruleSet, hash);
    },
  );

  route(
    router,
    {
      ...common,
      path: '/rules/:set/compare',
      body: z.strictObject({ before: RuleRef.optional(), after: RuleRef.optional() }),
      answers: { 200: ComparisonView },
      example: { params: { set: 'travelClearance' }, body: { before: { version: 1 }, after: { version: 1 } } },
      summary: 'For which cases two texts come to different ends, and what differs in words',
    },
    async ({ input, person, deps }) => {
      const set = processOf(input.params.set);
      const { before: one, after: other } = input.body;
      const before = (await resolveRef(deps, person, set, one)).compiled();
      const after = (await resolveRef(deps, person, set, other)).compiled();
      await logRules(deps, person, 'compare-rules', `${before.hash} ${after.hash}`);
      const compared = await analyst.compare(before.ruleSet, after.ruleSet, `${before.hash} ${after.hash}`);
      return { ...compared, changes: differencesInWords(before.ruleSet, after.ruleSet) };
    },
  );

  route(
    router,
    {
      ...common,
      path: '/rules/:set/test',
      body: OfOne,
      answers: { 200: RuleTestRun.extend({ stories: StoryRunView }).meta({ id: 'RuleTestRunWithStories' }) },
      example,
      summary: 'Every test kept with the rules and what it came to; which rules they cover; the stories begin to play',
    },
    async ({ input, person, deps }) => {
      const set = processOf(input.params.set);
      const { hash, compiled: compile } = await resolveRef(deps, person, set, input.body.ref);
      const compiled = compile();
      const { rules, tests = [] } = compiled.ruleSet;
      if (rules.length * tests.length > mostJudged)
        throw refusal('too-many-tests', 'There are too many rules and tests to run at once.');
      const stories = deps.stories.begin(hash, compiled.ruleSet, { again: true });
      return { ...(await runTests(compiled)), stories };
    },
  );
}
