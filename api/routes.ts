// Every route of the API, in one list: what the app serves, what OpenAPI shows and what the tests walk.
import type { ApiDeps } from './deps.ts';
import { identityRoutes } from './identity-routes.ts';
import { operatorRoutes } from './operator-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { apiRouter, type ApiRouter } from './route.ts';
import { worldRoutes } from './world-routes.ts';

export type ApiRoutes = { v1: ApiRouter; operators: ApiRouter };

export function createRoutes(deps: ApiDeps): ApiRoutes {
  const v1 = apiRouter(deps, '/api/v1');
  identityRoutes(v1);
  worldRoutes(v1);
  peopleRoutes(v1);
  const operators = apiRouter(deps, '');
  operatorRoutes(operators, () => [...v1.entries, ...operators.entries]);
  return { v1, operators };
}
