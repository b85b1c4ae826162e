// All addresses of the app; each screen is its own piece of script.
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { loadRuleWords } from './i18n/catalogue.ts';
import { NotFound } from './parts/answer.tsx';
import { Shell } from './shell.tsx';

type Context = { client: QueryClient };
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;
/** Search parameters of an address: the named ones, as text, and no others. */
const only =
  <K extends string>(...names: K[]) =>
  (search: Record<string, unknown>): { [P in K]?: string } => {
    const entries = names.flatMap((name) => (text(search[name]) === undefined ? [] : [[name, text(search[name])]]));
    return Object.fromEntries(entries) as { [P in K]?: string };
  };

const root = createRootRouteWithContext<Context>()({ notFoundComponent: NotFound });
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: only('return'),
  component: lazyRouteComponent(() => import('./screens/sign-in/sign-in.tsx'), 'SignIn'),
});
const app = createRoute({ getParentRoute: () => root, id: 'app', component: Shell });
const home = createRoute({
  getParentRoute: () => app,
  path: '/',
  component: lazyRouteComponent(() => import('./screens/home/home.tsx'), 'Home'),
});
const clearance = createRoute({
  getParentRoute: () => app,
  path: '/clearances/new',
  validateSearch: only('step'),
  component: lazyRouteComponent(() => import('./screens/clearance/new-clearance.tsx'), 'NewClearance'),
});
const requests = createRoute({
  getParentRoute: () => app,
  path: '/requests',
  validateSearch: only('state', 'q'),
  component: lazyRouteComponent(() => import('./screens/requests/requests.tsx'), 'Requests'),
});
const request = createRoute({
  getParentRoute: () => app,
  path: '/requests/$id',
  validateSearch: only('tab', 'filed'),
  component: lazyRouteComponent(() => import('./screens/requests/request-page.tsx'), 'RequestPage'),
});
const amend = createRoute({
  getParentRoute: () => app,
  path: '/requests/$id/amend',
  component: lazyRouteComponent(() => import('./screens/clearance/amend.tsx'), 'Amend'),
});
const queue = createRoute({
  getParentRoute: () => app,
  path: '/queue',
  validateSearch: only('q', 'area', 'due', 'sort'),
  component: lazyRouteComponent(() => import('./screens/queue/queue.tsx'), 'Queue'),
});
const queueCase = createRoute({
  getParentRoute: () => queue,
  path: '$task',
  component: lazyRouteComponent(() => import('./screens/queue/case-page.tsx'), 'CasePage'),
});
const task = createRoute({
  getParentRoute: () => app,
  path: '/tasks/$task',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/queue/$task', params });
  },
});
/** A screen of the rule administrators, with its words. */
const ruleScreen = <M extends Record<string, unknown>, K extends keyof M & string>(load: () => Promise<M>, name: K) =>
  lazyRouteComponent(async () => (await Promise.all([load(), loadRuleWords()]))[0], name);
const rules = createRoute({
  getParentRoute: () => app,
  path: '/rules',
  component: ruleScreen(() => import('./screens/rules/rules.tsx'), 'Rules'),
});
const ruleSet = createRoute({
  getParentRoute: () => app,
  path: '/rules/$set',
  component: ruleScreen(() => import('./screens/rules/rule-set-page.tsx'), 'RuleSetPage'),
});
const ruleDraft = createRoute({
  getParentRoute: () => app,
  path: '/rules/$set/drafts/$draft',
  validateSearch: (search: Record<string, unknown>): { tab?: string; rule?: string; at?: string; review?: string } => ({
    ...only('tab', 'rule', 'at')(search),
    ...('review' in search ? { review: 'yes' } : {}),
  }),
  component: ruleScreen(() => import('./screens/rules/draft/draft-page.tsx'), 'DraftPage'),
});

const tree = root.addChildren([
  signIn,
  app.addChildren([
    home,
    clearance,
    requests,
    request,
    amend,
    queue.addChildren([queueCase]),
    task,
    rules,
    ruleSet,
    ruleDraft,
  ]),
]);

export const createAppRouter = (client: QueryClient) =>
  createRouter({
    routeTree: tree,
    context: { client },
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultPreloadStaleTime: 0,
  });
