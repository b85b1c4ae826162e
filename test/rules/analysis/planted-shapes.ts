// Slips in how rules stand to each other: hidden, doubled, idle, contradicting, or leaving a gap.
import {
  add,
  allow,
  decide,
  notPersonal,
  official,
  people,
  said,
  settle,
  test,
  then,
  traveller,
  when,
  without,
} from './plant.ts';
import type { Planted } from './plant.ts';
import { authorities } from '../../../rules/rule-set.ts';
import { travelClearanceRules } from '../../../rules/travel-clearance.ts';

const rule = (id: string) => travelClearanceRules.rules.find((one) => one.id === id)!;
const asked = { any: [notPersonal, test('clearanceMode', 'present')] };
const risk = (is: string, value: string) => test('presentRisk', is, value);
const partner = test('travellerCategory', 'equal', 'partner');
const hold = { kind: 'hold' as const, code: 'wait-a-little' };
const none = { kind: 'stop' as const, code: 'not-this-way', remedy: 'none' as const };
const gap = { code: 'no-rule-speaks' };

export const plantedShapes: Planted[] = [
  {
    slip: 'a hold in the step that settles',
    subtle: 'order',
    set: add({ step: 1, when: partner, then: [hold] }),
    code: 'settled-over-halt',
    rules: ['partner-personnel', 'new'],
  },
  {
    slip: 'a settling rule after those that ask',
    subtle: 'order',
    set: add({
      step: 9,
      when: {
        all: [people, test('travelType', 'equal', 'personal'), test('clearanceMode', 'equal', 'manual', 'fails')],
      },
      then: [settle],
    }),
    code: 'settled-over-halt',
    rules: ['personal-controlled', 'new'],
  },
  {
    slip: 'one rule settles and stops',
    set: add({ step: 1, when: { all: [traveller, partner] }, then: [settle, none] }),
    code: 'settled-over-halt',
    rules: ['new'],
  },
  {
    slip: 'a stop behind a rule that always settles first',
    subtle: 'order',
    set: add({ step: 6, when: { all: [traveller, partner] }, then: [none] }),
    code: 'halt-hidden',
    rules: ['partner-personnel', 'new'],
  },
  {
    slip: 'somebody is asked behind a rule that always settles first',
    subtle: 'order',
    set: add({
      step: 9,
      when: { all: [people, test('transit', 'equal', 'airside')] },
      then: [decide('clearing-officer')],
    }),
    code: 'halt-hidden',
    rules: ['airside-transit', 'new'],
  },
  {
    slip: 'allowed exactly where it is denied',
    subtle: 'interplay',
    set: add({ step: 8, when: rule('ban').when, then: [allow] }),
    code: 'never-counts',
    rules: ['ban', 'new'],
  },
  {
    slip: 'allowed within what is denied',
    subtle: 'interplay',
    set: add({ step: 8, when: { all: [people, official, risk('equal', 'unacceptable')] }, then: [allow] }),
    code: 'never-counts',
    rules: ['unacceptable', 'new'],
  },
  {
    slip: 'denied exactly where it is allowed',
    subtle: 'interplay',
    set: add({ step: 8, when: rule('automatic').when, then: [none] }),
    code: 'never-counts',
    rules: ['automatic', 'new'],
  },
  {
    slip: 'held within what is denied',
    subtle: 'interplay',
    set: add({ step: 5, when: { all: [people, official, risk('equal', 'unacceptable')] }, then: [hold] }),
    code: 'never-counts',
    rules: ['unacceptable', 'new'],
  },
  {
    slip: 'sent back within what is denied',
    subtle: 'interplay',
    set: add({
      step: 6,
      when: {
        all: [people, notPersonal, test('clearanceMode', 'equal', 'ban', 'fails'), test('banExemption', 'missing')],
      },
      then: [{ kind: 'stop', code: 'closed-area', remedy: 'mend' }],
    }),
    code: 'never-counts',
    rules: ['ban', 'new'],
  },
  {
    slip: 'one stop with two remedies',
    subtle: 'interplay',
    set: add({
      step: 5,
      when: { all: [people, official, test('clearanceMode', 'equal', 'ban', 'fails')] },
      then: [{ kind: 'stop', code: 'area-banned', remedy: 'mend' }],
    }),
    code: 'remedies-differ',
    rules: ['ban', 'new'],
  },
  {
    slip: 'one condition due at two times',
    subtle: 'interplay',
    set: add({
      step: 6,
      when: { all: [traveller, test('coursesOnArrival', 'not-empty')] },
      then: [{ kind: 'condition', code: 'training-before-field-move', due: 'before-departure' }],
    }),
    code: 'dues-differ',
    rules: ['course-on-arrival', 'new'],
  },
  {
    slip: 'one authority with two deadlines',
    subtle: 'interplay',
    set: add(
      {
        step: 8,
        when: { all: [people, notPersonal, test('clearanceMode', 'missing')] },
        then: [decide('clearing-officer', { deadlineHours: 24 })],
      },
      then('manual', decide('clearing-officer', { deadlineHours: 72 })),
    ),
    code: 'deadlines-differ',
    rules: ['manual', 'new'],
  },
  {
    slip: 'one kind of case in two degrees',
    subtle: 'interplay',
    set: add({
      step: 5,
      when: { all: [people, official, risk('equal', 'very-high')] },
      then: [{ kind: 'openCase', process: 'riskAcceptance', degree: 'urgent' }],
    }),
    code: 'degrees-differ',
    rules: ['very-high-not-accepted', 'new'],
  },
  {
    slip: 'a lower authority asked where a higher one always is',
    subtle: 'interplay',
    set: add({
      step: 9,
      when: { all: [people, official, risk('at-least', 'high'), risk('less', 'unacceptable')] },
      then: [decide('area-security-coordinator')],
    }),
    code: 'ask-outranked',
    rules: ['high-risk', 'new'],
  },
  {
    slip: 'advice asked for where nobody ever decides',
    subtle: 'interplay',
    set: add({
      step: 9,
      when: { all: [people, official, risk('equal', 'unacceptable')] },
      then: [{ kind: 'require', authority: 'country-security-adviser', mode: 'advise' }],
    }),
    code: 'advice-unheard',
    rules: ['new'],
  },
  {
    slip: 'two subjects at once',
    set: add({ step: 6, when: { all: [traveller, test('subject', 'equal', 'dependants')] }, then: [none] }),
    code: 'never-fires',
    rules: ['new'],
  },
  {
    slip: 'between two levels there is none',
    set: add({ step: 6, when: { all: [risk('more', 'very-high'), risk('less', 'unacceptable')] }, then: [none] }),
    code: 'never-fires',
    rules: ['new'],
  },
  {
    slip: 'less than a day and more than three',
    set: add({
      step: 6,
      when: { all: [test('hoursToDeparture', 'less', 24), test('hoursToDeparture', 'at-least', 72)] },
      then: [none],
    }),
    code: 'never-fires',
    rules: ['new'],
  },
  {
    slip: 'an empty list that contains something',
    set: add({
      step: 6,
      when: { all: [test('coursesMissing', 'empty'), test('coursesMissing', 'contains', 'BSAFE')] },
      then: [none],
    }),
    code: 'never-fires',
    rules: ['new'],
  },
  {
    slip: 'a missing fact that equals something',
    set: add({
      step: 6,
      when: { all: [test('criticality', 'missing'), test('criticality', 'equal', 'PC1')] },
      then: [none],
    }),
    code: 'never-fires',
    rules: ['new'],
  },
  {
    slip: 'the same rule in other words',
    subtle: 'interplay',
    set: add({
      ...rule('manual'),
      id: 'new',
      when: { all: [people, notPersonal, { not: test('clearanceMode', 'in', ['automatic', 'ban'], 'fails') }] },
    }),
    code: 'duplicate-rule',
    rules: ['manual', 'new'],
  },
  {
    slip: 'the same rule twice',
    subtle: 'interplay',
    set: add({ ...rule('guest'), id: 'new' }),
    code: 'duplicate-rule',
    rules: ['guest', 'new'],
  },
  {
    slip: 'a rule within another that says the same',
    subtle: 'interplay',
    set: add({ ...rule('high-risk'), id: 'new', when: { all: [people, official, risk('equal', 'high')] } }),
    code: 'redundant-rule',
    rules: ['new'],
  },
  {
    slip: 'urgent is more urgent still',
    subtle: 'interplay',
    set: add({
      ...rule('short-notice'),
      id: 'new',
      when: { all: [people, asked, test('hoursToDeparture', 'less', 24, 'fails')] },
    }),
    code: 'redundant-rule',
    rules: ['new'],
  },
  {
    slip: 'no rule for a flight within the limit',
    set: without('flight-group-within-limit'),
    ...gap,
    facts: { subject: 'flight-group', aboveFlightLimit: false },
  },
  {
    slip: 'no rule for personal travel into an automatic area',
    set: when('automatic', (all) => [...all, notPersonal]),
    ...gap,
    facts: { travelType: 'personal', clearanceMode: 'automatic' },
  },
  {
    slip: 'listed operators on official travel only',
    set: when('operator-listed', (all) => [...all, official]),
    ...gap,
    facts: { subject: 'air-operator', operatorListed: true },
  },
  {
    slip: 'no rule where no policy speaks',
    subtle: 'absence',
    set: when('manual', ([one, two]) => [one!, two!, test('clearanceMode', 'equal', 'manual', 'fails')]),
    ...gap,
    facts: { clearanceMode: undefined },
  },
  {
    slip: 'nobody is asked about guests in automatic areas',
    set: when('automatic', (all) => [...all, { not: test('travellerCategory', 'equal', 'guest') }]),
    ...gap,
    facts: { travellerCategory: 'guest' },
  },
  {
    slip: 'a town is let in where its region is closed',
    subtle: 'interplay',
    set: add(
      { step: 1, scope: { areas: ['town'] }, when: people, then: [{ kind: 'settle', state: 'registered' }] },
      add({ id: 'region-closed', step: 1, scope: { areas: ['region'] }, when: people, then: [none] }),
    ),
    areas: { town: ['district', 'region'], district: ['region'] },
    code: 'settled-over-halt',
    rules: ['region-closed', 'new'],
    place: { area: 'town' },
  },
  {
    slip: 'a rule asks whom nobody is in any place',
    set: add({ step: 9, when: people, then: [decide('high-level-committee')] }),
    code: 'reaches-nobody',
    rules: ['new'],
    roles: [{ country: 'XA', area: 'XA-1', reachable: authorities.filter((one) => one !== 'high-level-committee') }],
  },
  {
    slip: 'nobody is appointed in one place whom a rule asks',
    set: said('no-official', 'subject', people),
    code: 'nobody-appointed',
    place: { area: 'XA-1' },
    roles: [
      { country: 'XA', area: 'XA-1', reachable: authorities.filter((one) => one !== 'clearing-officer') },
      { country: 'XB', area: 'XB-1', reachable: authorities },
    ],
  },
];
