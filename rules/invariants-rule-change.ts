// What no edit of the rules about rules may undo: nobody changes alone who must agree.
import type { BuiltIn } from './invariants.ts';
import type { Condition } from './rule-set.ts';

const source = 'A/57/365 (responsibility goes with the office); domain 1.4';
const unless = (fact: string, value: string | boolean): Condition => ({
  fact,
  is: 'not-equal',
  value,
  missing: 'holds',
});

export const ruleChangeInvariants: readonly BuiltIn[] = [
  {
    id: 'rules-decided-by-people',
    title: 'No change of rules comes in force without a person',
    source,
    when: {
      any: [
        { fact: 'checksPass', is: 'present' },
        { fact: 'checksPass', is: 'missing' },
      ],
    },
    must: { be: 'looked-at' },
  },
  {
    id: 'failed-checks-halted',
    title: 'What fails a check, a test or an invariant is not decided on',
    source: 'Domain 1.11',
    when: { fact: 'checksPass', is: 'equal', value: false, missing: 'fails' },
    must: { be: 'halted' },
  },
  {
    id: 'less-control-desk',
    title: 'What takes control away is for the regional desk or higher',
    source,
    // What an official published himself he may take back himself.
    when: {
      all: [
        unless('lessControl', false),
        { any: [unless('isReturn', true), unless('takesBackFrom', 'designated-official')] },
      ],
    },
    must: { be: 'decided', atLeast: 'regional-operations' },
  },
  {
    id: 'global-desk',
    title: 'What reaches beyond one country is for the regional desk or higher',
    source,
    when: unless('reach', 'national'),
    must: { be: 'decided', atLeast: 'regional-operations' },
  },
];
