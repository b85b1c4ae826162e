// What counts as "as expected".
import { expect, test } from '@jest/globals';
import type { RequestView } from '../../api/views.ts';
import { differences } from '../../stories/stage/compare.ts';
import type { Expect } from '../../stories/story.ts';

const ref = (id: string) => ({ id, name: id.toUpperCase() });
const at = '2027-03-01T08:00:00.000Z';
const area = { id: 'XA-2', name: 'Lake', country: 'XA', countryName: 'Arvenia', zone: 'UTC', presentRisk: 'medium' };

function aTask(authority: string, ...holders: string[]): RequestView['openTasks'][number] {
  return {
    ...{
      id: authority,
      part: 'p1',
      area: 'XA-2',
      subject: 'traveller',
      authority,
      mode: 'decide',
      holders: holders.map(ref),
    },
    ...{ openedAt: at, remindAt: null, dueAt: null, step: 0, mine: false },
  };
}

function aPart(change: Partial<RequestView['parts'][number]> = {}): RequestView['parts'][number] {
  return {
    ...{
      id: 'p1',
      ordinal: 1,
      stop: 1,
      subject: 'traveller',
      area,
      state: 'waiting',
      reasons: ['manual-area'],
      conditions: [],
    },
    ...{
      waitingFor: null,
      arrive: null,
      depart: null,
      from: null,
      to: null,
      until: null,
      nights: 3,
      decidedBy: null,
      exemption: null,
      history: [],
    },
    ...change,
  };
}

function aRequest(change: Partial<RequestView> = {}): RequestView {
  return {
    ...{
      id: 'r',
      reference: 'TC-1',
      process: 'travelClearance',
      state: 'in-review',
      valid: false,
      version: 1,
      subject: ref('ana'),
    },
    ...{
      submitter: ref('ana'),
      organization: null,
      purpose: null,
      areas: [],
      filedAt: at,
      departsAt: null,
      endsAt: null,
      waitingFor: [],
    },
    ...{
      urgent: false,
      form: {},
      reasons: ['urgent'],
      parts: [aPart()],
      openTasks: [],
      notified: [],
      opened: [],
      acts: [],
      log: [],
    },
    ...change,
  };
}

const decision = (holder: string, outcome: string) => ({
  ...{ holder: ref(holder), authority: 'designated-official', instrument: 'A-01', kind: 'decision' as const, outcome },
  ...{ reason: null, conditions: [], round: 1, at },
});

const holds: [string, Expect, Partial<RequestView>][] = [
  ['keys not given are not looked at', {}, {}],
  ['reasons hold those of the parts', { reasons: ['manual-area', 'urgent'] }, {}],
  [
    'holders in any order',
    { openTasks: [{ authority: 'clearing-officer', holder: ['otto', 'cora'] }] },
    { openTasks: [aTask('clearing-officer', 'cora', 'otto')] },
  ],
  [
    'tasks alike in authority and holder count once',
    { openTasks: [{ authority: 'designated-official', holder: 'dora' }] },
    { openTasks: [aTask('designated-official', 'dora'), aTask('designated-official', 'dora')] },
  ],
  [
    'the traveller stands where subjects share a stop',
    { parts: [{ area: 'XA-2', state: 'waiting' }] },
    { parts: [aPart({ subject: 'dependants', state: 'denied' }), aPart()] },
  ],
  [
    'another part of the stop by its subject',
    { parts: [{ subject: 'dependants', state: 'denied' }] },
    { parts: [aPart(), aPart({ subject: 'dependants', state: 'denied' })] },
  ],
  [
    'history in order',
    {
      parts: [
        {
          area: 'XA-2',
          history: [
            { holder: 'cora', outcome: 'deny' },
            { holder: 'dora', outcome: 'approve' },
          ],
        },
      ],
    },
    { parts: [aPart({ history: [decision('cora', 'deny'), decision('dora', 'approve')] })] },
  ],
  [
    'conditions by code, further keys only where given',
    { parts: [{ area: 'XA-2', conditions: [{ code: 'armoured-vehicle' }] }] },
    { parts: [aPart({ conditions: [{ code: 'armoured-vehicle', due: 'before-departure' }] })] },
  ],
];
test.each(holds)('%s', (_, expected, found) => {
  expect(differences(expected, aRequest(found))).toEqual([]);
});

const fails: [string, Expect, Partial<RequestView>, string][] = [
  ['a state', { state: 'cleared' }, {}, 'state: expected "cleared", found "in-review"'],
  [
    'one holder of two',
    { openTasks: [{ authority: 'clearing-officer', holder: 'cora' }] },
    { openTasks: [aTask('clearing-officer', 'cora', 'otto')] },
    'openTasks: expected clearing-officer (cora), found clearing-officer (cora otto)',
  ],
  [
    'a task too many',
    { openTasks: [] },
    { openTasks: [aTask('supervisor', 'hugo')] },
    'openTasks: expected none, found supervisor (hugo)',
  ],
  ['who was not told', { notified: ['sam'] }, {}, 'notified: expected sam, found none'],
  [
    'a part that is not there',
    { parts: [{ area: 'XA-9', state: 'waiting' }] },
    {},
    'parts XA-9: there is no such part',
  ],
  [
    'a missing key',
    { parts: [{ area: 'XA-2', exemption: 'EX-1' }] },
    {},
    'parts XA-2 exemption: expected "EX-1", found null',
  ],
  [
    'a condition too many',
    { parts: [{ area: 'XA-2', conditions: [] }] },
    { parts: [aPart({ conditions: [{ code: 'x' }] })] },
    'parts XA-2 conditions: expected [], found ["x"]',
  ],
  [
    'a decision too many',
    { parts: [{ area: 'XA-2', history: [] }] },
    { parts: [aPart({ history: [decision('dora', 'approve')] })] },
    'parts XA-2 history: expected [], found [{"holder":"dora","outcome":"approve"}]',
  ],
];
test.each(fails)('%s is a difference', (_, expected, found, sentence) => {
  expect(differences(expected, aRequest(found))).toEqual([sentence]);
});
