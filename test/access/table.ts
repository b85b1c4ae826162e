// Who may see and do what: role x endpoint x scope, as data. A route of the API without a row here fails the test.

import {
  cases,
  countryA,
  countryB,
  decides,
  focals,
  health,
  sees,
  travels,
  type Actor,
  type Answer,
  type Cell,
  type Row,
} from './actors.ts';
import { actRows } from './act-rows.ts';
import { ruleTable } from './rule-rows.ts';
import { worldTable } from './world-rows.ts';

const all: Row = [{ scope: 'all', may: 'everybody' }];
const notHis = '404 not-found';
const forbidden = '403 forbidden';

const everyCase = (path: string, more: Partial<Cell> = {}): Cell[] =>
  cases.map((name) => ({
    scope: name,
    path: path.replace('{case', `{${name}`),
    may: sees[name],
    others: notHis,
    ...more,
  }));
const listed = (path: string, shows: (answer: Answer, id: string) => boolean): Cell[] =>
  cases.map((name) => ({
    scope: name,
    path,
    may: sees[name],
    grants: (answer) => shows(answer.body, answer.ids[name]),
  }));
const itemsHave = (key: string) => (body: Answer, id: string) =>
  body.items.some((one: Record<string, unknown>) => one[key] === id);

/** Who travels learns that it is his own; everybody else, whether or not he sees the request, that it is not for him. */
const deciding = (path: string, body: object, holders: typeof decides): Cell[] =>
  cases.map((name) => ({
    scope: name,
    path: path.replace('{case', `{${name}`),
    body,
    may: holders[name],
    others: (actor) => (actor === travels[name] ? '403 conflict-of-interest' : '403 not-your-decision'),
    changes: name,
  }));

const head = (area: string, may: readonly Actor[]): Cell => ({
  scope: area,
  path: `?area=${area}`,
  may: [...may, ...focals, 'region'],
  others: forbidden,
});

const form = (traveller?: string) => ({
  process: 'travelClearance',
  form: {
    travelType: 'personal',
    purpose: 'Leave',
    stops: [{ area: 'XA-1', arrive: '{day}T10:00', depart: '{day}T20:00', mode: 'road' }],
    ...(traveller ? { traveller } : {}),
  },
});
const draft = { process: 'travelClearance', form: { purpose: 'Mine alone' } };
const ofHealth = ['traveller', 'colleague', 'supervisor', 'headOfHealth', 'passTraveller', ...health] as const;

export const table: Readonly<Record<string, Row>> = {
  'get /api/v1/demo/people': 'public',
  'post /api/v1/demo/sessions': 'public',
  'get /api/v1/auth/login': 'sign-in',
  'get /api/v1/auth/callback': 'sign-in',
  'get /healthz': 'public',
  'get /readyz': 'public',
  'get /metrics': 'public',
  'get /api/openapi.json': 'public',
  'get /api/v1/events': 'events',
  'delete /api/v1/sessions/current': 'sign-out',
  'delete /api/v1/sessions': 'sign-out',

  'get /api/v1/me': all,
  'get /api/v1/requests': listed('?limit=100', itemsHave('id')),
  'post /api/v1/requests': [
    { scope: 'for a guest', body: form('fay'), may: 'everybody' },
    {
      scope: 'for one of the health agency',
      body: form('ivo'),
      may: ofHealth,
      others: '403 not-your-traveller',
    },
  ],
  'post /api/v1/requests/preflight': [
    { scope: 'for himself', body: form(), may: 'everybody' },
    {
      scope: 'for one of the health agency',
      body: form('ivo'),
      may: ofHealth,
      grants: ({ body: { problems, warnings, parts } }) =>
        problems[0]?.code !== 'not-your-traveller' || [...problems.slice(1), ...warnings, ...parts].length > 0,
    },
  ],
  'get /api/v1/requests/:id': everyCase('{case}'),
  'get /api/v1/requests/:id/explanation': everyCase('{case}'),
  'get /api/v1/requests/:id/history': everyCase('{case}'),
  'get /api/v1/requests/:id/readings': cases.map((name) => ({
    scope: name,
    path: `{${name}}`,
    may: [travels[name]],
    others: notHis,
  })),
  'post /api/v1/requests/:id/acts': [
    ...everyCase('{case}', { body: { verb: 'add-note', form: { note: 'Seen' } } }),
    {
      scope: 'cancel the lake stay',
      path: '{lake}',
      body: { verb: 'cancel', form: {} },
      may: ['traveller'],
      others: (actor) => (sees.lake.includes(actor) ? '409 not-open' : notHis),
      changes: 'lake',
    },
    ...actRows,
  ],
  'post /api/v1/requests/:id/decisions': deciding('{case}', { outcome: 'approve' }, decides),
  'get /api/v1/tasks': listed('?limit=100', itemsHave('request')),
  'get /api/v1/tasks/:id': everyCase('{case.task}'),
  'post /api/v1/tasks/:id/decision': deciding(
    '{case.task}',
    { outcome: 'approve', version: 1 },
    {
      ...decides,
      tour: ['clerkA', 'clerkA2'],
    },
  ),

  'get /api/v1/notices': [
    {
      scope: 'own',
      may: 'everybody',
      grants: ({ body, person }) =>
        body.items.every((one: { for: string }) => one.for === person || ['eli', 'pia'].includes(one.for)),
    },
  ],
  'get /api/v1/drafts': [
    { scope: 'another’s', may: [], grants: ({ body, ids }) => itemsHave('id')(body, ids['draft']!) },
  ],
  'get /api/v1/drafts/:id': [{ scope: 'another’s', path: '{draft}', may: [], others: notHis }],
  'put /api/v1/drafts/:id': [
    { scope: 'own', path: '{new}', body: draft, may: 'everybody' },
    { scope: 'another’s', path: '{draft}', body: draft, may: [], others: notHis },
  ],
  // Answered alike whether or not there was one; that another's stays is asked afterwards.
  'delete /api/v1/drafts/:id': [{ scope: 'another’s', path: '{draft}', may: 'everybody' }],

  'get /api/v1/headcount': [
    head('XA-2', countryA),
    head('XA-3', [...countryA, 'areaCoordinator']),
    head('XB-2', countryB),
    {
      scope: 'beyond the own organization',
      path: '?area=XA-3',
      may: [...countryA, 'areaCoordinator', 'region'],
      grants: ({ status, body }) => status === 200 && body.organization === null,
    },
  ],
  'get /api/v1/processes': all,
  'get /api/v1/profile': all,
  'get /api/v1/people/:id': [
    {
      scope: 'details of one of the health agency',
      path: 'ana',
      may: ['traveller', 'supervisor', ...health, 'administrator'],
      grants: ({ body }) => body.details !== null,
    },
    {
      scope: 'details of one of the food agency',
      path: 'ben',
      may: ['deltaTraveller', 'deltaSupervisor', 'focalFood', 'managerFood', 'administrator'],
      grants: ({ body }) => body.details !== null,
    },
  ],
  'get /api/v1/changes/:id': [{ scope: 'all', path: '{change}', may: 'everybody' }],
  ...ruleTable,
  ...worldTable,
};
