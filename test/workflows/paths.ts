// Every way by which somebody could have a say on a request, and what kind of say it is.

/**
 * - decides: it grants or refuses; all-paths.test.ts tries to misuse each
 * - rules: it decides on a change of rules; rule-change.test.ts tries to misuse each
 * - acts: it writes on a request and never decides it
 * - opens: it makes a request, or a change of the world, out of what the API has sealed
 * - world: it changes what requests are judged by, a right of office and never for one's own gain
 * - own: it writes only what is the caller's own and no request rests on
 * - reads: it writes nothing
 */
export type Say = 'decides' | 'rules' | 'acts' | 'opens' | 'world' | 'own' | 'reads';

const api = '/api/v1';
const all = (say: Say, ...ways: string[]): Record<string, Say> => Object.fromEntries(ways.map((way) => [way, say]));
const each = (method: string, nouns: string, rest = '') =>
  nouns.split(' ').map((noun) => `${method} ${api}/${noun}${rest}`);
const ofSet = (way: string) => way.replace(`${api}/`, `${api}/rules/{set}/`);
const verbs = (...names: string[]) => names.map((name) => `verb ${name}`);

export const paths: Readonly<Record<string, Say>> = {
  ...all('decides', `POST ${api}/tasks/{id}/decision`, `POST ${api}/requests/{id}/decisions`, 'update decide'),

  ...all('rules', `POST ${api}/rules/{set}/drafts/{id}/publish`, `POST ${api}/rules/{set}/return`),

  ...all('acts', `POST ${api}/requests/{id}/acts`, 'update act', 'signal worldChanged', 'signal readAgain'),
  ...all('acts', ...verbs('amend', 'cancel', 'withdraw', 'confirm', 'check-in', 'acknowledge-briefing', 'close')),
  ...all('acts', ...verbs('add-note', 'appeal', 'extend')),

  ...all('opens', `POST ${api}/requests`, 'start travelClearance', 'start worldChange'),
  ...all('opens', `POST ${api}/rules/{set}/drafts/{id}/submit`, 'start ruleChange'),

  ...all('world', ...each('POST', 'crises policies requirements acceptances presences flights')),
  ...all(
    'world',
    ...each('PATCH', 'people countries areas organizations activities appointments assessments', '/{id}'),
  ),
  ...all('world', ...each('PATCH', 'ceilings', '/{id}')),
  ...all('world', ...each('POST', 'countries areas organizations activities people appointments', '/import')),
  ...all('world', ...each('POST', 'assessments policies requirements acceptances presences flights', '/import')),
  ...all('world', ...each('POST', 'crises', '/import')),

  ...all('own', `POST ${api}/demo/sessions`, `DELETE ${api}/sessions/current`, `DELETE ${api}/sessions`),
  ...all('own', `PUT ${api}/drafts/{id}`, `DELETE ${api}/drafts/{id}`),

  ...all('own', `POST ${api}/rules/{set}/drafts`, `PUT ${api}/rules/{set}/drafts/{id}`),
  ...all('own', `DELETE ${api}/rules/{set}/drafts/{id}`),

  ...all('reads', ...each('POST', 'lint analyse compare test impact tests/from-case').map(ofSet)),
  ...all(
    'reads',
    ...each('GET', 'drafts drafts/{id} drafts/{id}/file drafts/{id}/revisions stories/{hash}').map(ofSet),
  ),
  ...all('reads', ...each('GET', 'versions/{version} versions/{version}/file').map(ofSet)),
  ...all('reads', `POST ${api}/requests/preflight`, `POST ${api}/rules/{set}/evaluate`, 'verb read'),
  ...all('reads', 'update filed', 'update recorded', 'update status'),
  ...all(
    'reads',
    ...each(
      'GET',
      'me profile demo/people requests tasks notices drafts events headcount processes rules changes/{id}',
    ),
  ),
  ...all('reads', ...each('GET', 'requests tasks drafts people', '/{id}'), `GET ${api}/requests/{id}/explanation`),
  ...all(
    'reads',
    `GET ${api}/requests/{id}/history`,
    `GET ${api}/requests/{id}/readings`,
    `GET ${api}/rules/{set}`,
    `GET ${api}/rules/{set}/return`,
    `GET ${api}/rules/{set}/replaced`,
    `GET ${api}/rules/{set}/drafts/{id}/analysis`,
    `GET ${api}/rules/{set}/versions`,
  ),
  ...all('reads', ...each('GET', 'countries areas ceilings crises organizations activities people appointments')),
  ...all('reads', ...each('GET', 'assessments policies requirements acceptances presences flights')),
  ...all('reads', 'GET /healthz', 'GET /readyz', 'GET /metrics', 'GET /api/openapi.json'),
};
