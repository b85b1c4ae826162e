// First verdicts of some travel stories, as the rules alone give them.
import { expect, test } from '@jest/globals';
import { processes } from '../../rules/index.ts';
import { compile, judge } from '../../rules/judge.ts';
import type { Facts, Verdict } from '../../rules/rule-set.ts';
import { aTravelPart, anywhere } from './builders.ts';

const compiled = compile(processes.travelClearance.ruleSet);

const manual = { clearanceMode: 'manual', presentRisk: 'medium' };
const field = { clearanceMode: 'manual', presentRisk: 'high' };
const evacuation = {
  travelType: 'entitlement',
  criticality: null,
  emergencyKind: 'medical-evacuation',
  begun: true,
  hoursToDeparture: -4,
};

const stories: [string, string, Facts, Verdict['outcome'], string[], string[]][] = [
  ['T01', 'into an automatic area', {}, 'automatic', [], []],
  ['T04', 'into a manual area', manual, 'decide', ['manual-area'], ['clearing-officer']],
  ['T05', 'at high risk', field, 'decide', ['manual-area', 'above-delegation'], ['designated-official']],
  ['T07', 'unrated at high risk', { ...field, criticality: null }, 'return', ['criticality-missing'], []],
  [
    'T16',
    'transit with a night in town',
    { ...manual, transit: 'landside' },
    'decide',
    ['manual-area'],
    ['clearing-officer'],
  ],
  [
    'T21',
    'with the course given on arrival',
    { ...field, coursesOnArrival: ['SSAFE'] },
    'decide',
    ['training-on-arrival'],
    ['designated-official'],
  ],
  [
    'T23',
    'of dependants to a non-family place',
    { ...field, subject: 'dependants', nonFamilyArea: true },
    'deny',
    ['non-family-area'],
    [],
  ],
  [
    'T30',
    'of the official in the own country',
    { ...field, ownAuthority: true },
    'decide',
    ['above-delegation'],
    ['country-security-adviser', 'designated-official'],
  ],
  [
    'T31',
    'of the official abroad while nobody acts',
    { actingMissing: true },
    'hold',
    ['acting-appointment-missing'],
    [],
  ],
  ['T40', 'at short notice', { hoursToDeparture: 20 }, 'automatic', ['urgent'], []],
  ['T42', 'without a place on one night', { ...field, placeFree: false }, 'hold', ['ceiling-full'], []],
  [
    'T59',
    'after the fact for life and limb',
    evacuation,
    'decide',
    ['emergency-after-the-fact'],
    ['designated-official'],
  ],
  [
    'T64',
    'to a disputed area',
    { ...field, claimedByOthers: true },
    'decide',
    ['disputed-area'],
    ['designated-official'],
  ],
  [
    'T65',
    'to a country without an official',
    { ...manual, officialPresent: false },
    'decide',
    ['no-official-present'],
    ['regional-operations'],
  ],
  [
    'T83',
    'beyond the end of the assessment',
    { assessment: 'expires-during-stay' },
    'decide',
    ['assessment-expires-during-stay'],
    ['country-security-adviser', 'designated-official'],
  ],
  [
    'T87',
    'on holiday while nobody acts',
    { travelType: 'personal', criticality: null, clearanceMode: null, actingMissing: true },
    'registered',
    ['acting-appointment-missing'],
    [],
  ],
];

test.each(stories)('%s: travel %s', async (_id, _title, facts, outcome, reasons, authorities) => {
  const verdict = await judge(compiled, aTravelPart(facts), anywhere);
  expect(verdict.outcome).toBe(outcome);
  expect(verdict.reasons).toEqual(expect.arrayContaining(reasons));
  expect(verdict.stages.flatMap((stage) => stage.asks.map((ask) => ask.authority))).toEqual(authorities);
  expect(verdict.undecided).toEqual([]);
});
