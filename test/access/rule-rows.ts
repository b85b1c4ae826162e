// Who reads, drafts, checks and changes rules, as rows of the access table.
import type { Actor, Cell, Row } from './actors.ts';

const set = 'travelClearance';
const all = (path: string): Row => [{ scope: 'all', path, may: 'everybody' }];
const forbidden = '403 forbidden';
/** Administrators of rules, and who may decide a change of them. */
const workers = ['administrator', 'officialA', 'officialB', 'region'] as const;
const isWorker = (actor: Actor): boolean => (workers as readonly Actor[]).includes(actor);
const forWorkers = (path: string, more: Partial<Cell> = {}): Row => [
  { scope: 'all', path, may: workers, others: forbidden, ...more },
];
/** Refused to everybody; who works on rules is told why. */
const toldTo = (path: string, why: string, more: Partial<Cell> = {}): Row =>
  forWorkers(path, { may: [], others: (actor) => (isWorker(actor) ? why : forbidden), ...more });

const inForce = { ref: { version: 1 } };
const reason = 'A test of rights';

export const ruleTable: Readonly<Record<string, Row>> = {
  'get /api/v1/rules': [{ scope: 'all', may: 'everybody' }],
  'get /api/v1/rules/:set': all(set),
  'get /api/v1/rules/:set/versions': all(set),
  'get /api/v1/rules/:set/versions/:version': all(`${set} 1`),
  'get /api/v1/rules/:set/versions/:version/file': all(`${set} 1`),
  'post /api/v1/rules/:set/evaluate': [
    { scope: 'in force', path: set, body: { facts: { presentRisk: 'high' } }, may: 'everybody' },
    {
      scope: 'a draft',
      path: set,
      body: { facts: {}, ref: { draft: '{soundDraft}' } },
      may: workers,
      others: forbidden,
    },
  ],

  'get /api/v1/rules/:set/drafts': forWorkers(set),
  'post /api/v1/rules/:set/drafts': forWorkers(set, { body: { title: 'A draft' } }),
  'get /api/v1/rules/:set/drafts/:id': forWorkers(`${set} {ruleDraft}`),
  'get /api/v1/rules/:set/drafts/:id/revisions': forWorkers(`${set} {ruleDraft}`),
  'get /api/v1/rules/:set/drafts/:id/analysis': forWorkers(`${set} {ruleDraft}`),
  'get /api/v1/rules/:set/drafts/:id/file': forWorkers(`${set} {ruleDraft}`),
  'put /api/v1/rules/:set/drafts/:id': forWorkers(`${set} {ruleDraft}?as=copy`, {
    body: { title: 'A copy', content: { rules: [] }, revision: 1 },
  }),
  'delete /api/v1/rules/:set/drafts/:id': forWorkers(`${set} {discardedDraft}`),
  'post /api/v1/rules/:set/drafts/:id/submit': toldTo(`${set} {ruleDraft}`, '422 rules-faulty', {
    body: { revision: 1, reason },
  }),
  'post /api/v1/rules/:set/drafts/:id/publish': toldTo(`${set} {ruleDraft}`, '409 not-submitted', { body: {} }),
  'get /api/v1/rules/:set/return': forWorkers(set),
  'post /api/v1/rules/:set/return': toldTo(set, '422 no-version-before', { body: { reason, returnsTo: 1 } }),

  'get /api/v1/rules/:set/replaced': forWorkers(set),

  'post /api/v1/rules/:set/lint': forWorkers(set, { body: inForce }),
  'post /api/v1/rules/:set/analyse': forWorkers(set, { body: inForce }),
  'post /api/v1/rules/:set/compare': forWorkers(set, { body: { after: { version: 1 } } }),
  'post /api/v1/rules/:set/test': forWorkers(set, { body: inForce }),
  'get /api/v1/rules/:set/stories/:hash': toldTo(`${set} ${'0'.repeat(64)}`, '404 not-found'),
  'post /api/v1/rules/:set/impact': forWorkers(set, { body: { days: 30 } }),
  'post /api/v1/rules/:set/tests/from-case': forWorkers(set, {
    body: { case: '{lake}' },
    may: ['officialA', 'region'],
    others: (actor) => (isWorker(actor) ? '404 not-found' : forbidden),
  }),
};
