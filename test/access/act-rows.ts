// The rows of acts on a trip: each verb by role, on a trip that stands where the verb is open, so that only the role decides.
import { sees, type Actor, type Cell } from './actors.ts';
import type { Stage } from './stages.ts';

const parties = ['traveller', 'supervisor'] as const satisfies Actor[];

/** The supervisor has filed it for the traveller. */
const act = (verb: string, stage: Stage, may: readonly Actor[], form: object = {}): Cell => ({
  scope: `${verb}, ${stage}`,
  path: '{staged}',
  stage,
  body: { verb, form },
  may,
  others: (actor) => (sees.lake.includes(actor) ? '409 not-open' : '404 not-found'),
});

export const actRows: readonly Cell[] = [
  act('amend', 'filed', parties, { purpose: 'Another round' }),
  act('withdraw', 'filed', parties),
  act('cancel', 'cleared', parties),
  act('confirm', 'filed', ['traveller']),
  act('acknowledge-briefing', 'on the way', ['traveller']),
  act('check-in', 'on the way', parties, { status: 'safe' }),
  act('extend', 'on the way', parties, { area: 'XA-2', depart: '2027-03-12T10:00' }),
  act('close', 'on the way', parties),
  act('appeal', 'denied', parties, { reason: 'There is another lodge' }),
  { ...act('read', 'filed', sees.lake), others: '404 not-found' },
];
