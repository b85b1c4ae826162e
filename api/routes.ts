// Every route of the API, in one list: what the app serves, what OpenAPI shows and what the tests walk.
import type { ApiDeps } from './deps.ts';
import { eventRoutes } from './event-routes.ts';
import { headcountRoutes } from './headcount-routes.ts';
import { identityRoutes } from './identity-routes.ts';
import { importRoutes } from './import-routes.ts';
import { operatorRoutes } from './operator-routes.ts';
import { draftRoutes, noticeRoutes } from './own-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { profileRoutes } from './profile-routes.ts';
import { readingRoutes } from './reading-routes.ts';
import { caseRoutes } from './requests.ts';
import { apiRouter, type ApiRouter } from './route.ts';
import { ruleChangeRoutes } from './rules/changes.ts';
import { stepBackRoutes } from './rules/step-back.ts';
import { ruleCheckRoutes } from './rules/checks.ts';
import { ruleDraftRoutes } from './rules/drafts.ts';
import { ruleDraftSaving } from './rules/draft-saving.ts';
import { ruleEvaluationRoutes } from './rules/evaluation.ts';
import { ruleFileRoutes } from './rules/files.ts';
import { ruleImpactRoutes } from './rules/impact-routes.ts';
import { ruleReplacedRoutes } from './rules/replaced.ts';
import { ruleRoutes } from './rules/routes.ts';
import { storyRunRoutes } from './rules/story-runs.ts';
import { ruleTestRoutes } from './rules/test-from-case.ts';
import { ruleVersionRoutes } from './rules/versions.ts';
import { taskRoutes } from './tasks.ts';
import { worldRoutes } from './world-routes.ts';

export type ApiRoutes = { v1: ApiRouter; operators: ApiRouter };

const nouns = [
  identityRoutes,
  caseRoutes,
  readingRoutes,
  taskRoutes,
  noticeRoutes,
  draftRoutes,
  eventRoutes,
  headcountRoutes,
  profileRoutes,
  ruleRoutes,
  ruleVersionRoutes,
  ruleFileRoutes,
  ruleDraftRoutes,
  ruleDraftSaving,
  ruleCheckRoutes,
  ruleChangeRoutes,
  stepBackRoutes,
  ruleImpactRoutes,
  ruleReplacedRoutes,
  storyRunRoutes,
  ruleTestRoutes,
  ruleEvaluationRoutes,
  peopleRoutes,
  worldRoutes,
  importRoutes,
];

export function createRoutes(deps: ApiDeps): ApiRoutes {
  const v1 = apiRouter(deps, '/api/v1');
  for (const register of nouns) register(v1);
  const operators = apiRouter(deps, '');
  operatorRoutes(operators, () => [...v1.entries, ...operators.entries]);
  return { v1, operators };
}
