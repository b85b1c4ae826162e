// Each rule of travel clearance fires once and once not, with its reasons and whom it asks.
import { describe, expect, test } from '@jest/globals';
import { compile, judge } from '../../rules/judge.ts';
import { processes } from '../../rules/index.ts';
import { riskLevels } from '../../rules/risk.ts';
import type { Facts, Verdict } from '../../rules/rule-set.ts';
import { sentence } from '../../rules/sentence.ts';
import { aTravelPart, anywhere, ask } from './builders.ts';
import { cases, none, operator, topActivity } from './travel-clearance-cases.ts';

const { ruleSet } = processes.travelClearance;
const compiled = compile(ruleSet);
const clear = (facts: Facts) => judge(compiled, aTravelPart(facts), anywhere);
const askedOf = (verdict: Verdict) => verdict.stages.flatMap((stage) => stage.asks.map((one) => one.authority));

test('every rule has a case here', () => {
  expect(Object.keys(cases).toSorted()).toEqual(ruleSet.rules.map((rule) => rule.id).toSorted());
});

describe.each(ruleSet.rules)('$title', (rule) => {
  const { fires, not, outcome, reasons, asks } = cases[rule.id] ?? { fires: {}, not: {}, outcome: 'deny' };

  test('when it is so', async () => {
    const verdict = await clear(fires);
    expect(verdict.fired).toContain(rule.id);
    expect(verdict.outcome).toBe(outcome);
    if (reasons) expect(verdict.reasons).toEqual(reasons);
    expect(askedOf(verdict)).toEqual(asks ?? []);
    expect(verdict.unusable).toBeUndefined();
  });

  test('and not otherwise', async () => {
    const verdict = await clear(not);
    expect([...verdict.fired, ...verdict.undecided]).not.toContain(rule.id);
  });

  test('says where it comes from and reads as a sentence', () => {
    expect(rule.source).toMatch(/^(A\/\d+\/\d+|Domain \d)/);
    expect(sentence(ruleSet, rule)).toMatch(/^If .+, then .+\.$/);
  });
});

test('rules stand in the order of their steps', () => {
  expect(compiled.rules.map(({ rule }) => rule.step)).toEqual(ruleSet.rules.map((rule) => rule.step));
});

test('a rule reads as a plain sentence', () => {
  const rule = ruleSet.rules.find(({ id }) => id === 'operator');
  expect(rule && sentence(ruleSet, rule)).toBe(
    'If “Subject of the part” is air-operator, it is not so that (“Emergency” is given and “Begun before it was filed” is true) ' +
      'and “Air operator listed” is false, then the air safety adviser is asked for advice, the country representative of the ' +
      'traveller’s organization must decide and the designated official is told (operator-not-listed).',
  );
});

describe('who is told and what follows', () => {
  test('unacceptable risk tells the designated official', async () => {
    expect((await clear({ presentRisk: 'unacceptable' })).informs).toEqual([
      { ...ask('designated-official'), mode: 'inform' },
    ]);
  });
  test('a disputed area tells the claimants', async () => {
    expect((await clear({ claimedByOthers: true })).informs).toEqual([
      { ...ask('designated-official'), mode: 'inform', of: 'claimants' },
    ]);
  });
  test('personal travel that leaves a gap tells the regional desk', async () => {
    const verdict = await clear({ travelType: 'personal', actingMissing: true, ...none });
    expect(verdict.informs).toEqual([{ ...ask('regional-operations'), mode: 'inform' }]);
  });
  test('very high risk without acceptance opens one', async () => {
    expect((await clear(topActivity)).opens).toEqual([{ process: 'riskAcceptance' }]);
  });
  test('a course on arrival is a condition', async () => {
    const due = [{ code: 'training-before-field-move', due: 'on-arrival' }];
    expect((await clear({ coursesOnArrival: ['X'] })).conditions).toEqual(due);
  });
});

describe('reasons behind the first stopper are collected', () => {
  test('beside a ban and unacceptable risk', async () => {
    const verdict = await clear({
      clearanceMode: 'ban',
      presentRisk: 'unacceptable',
      coursesMissing: ['X'],
      placeFree: false,
    });
    expect(verdict.outcome).toBe('deny');
    expect(verdict.reasons).toEqual(
      expect.arrayContaining(['area-banned', 'unacceptable-risk', 'training-missing', 'ceiling-full']),
    );
  });
});

describe('an unlisted operator or a full flight', () => {
  test('does not hold the traveller up', async () => {
    expect((await clear({ operatorListed: false, aboveFlightLimit: true })).outcome).toBe('automatic');
  });
  test('of personal travel is registered like the rest', async () => {
    expect((await clear({ ...operator, operatorListed: false, travelType: 'personal', ...none })).outcome).toBe(
      'registered',
    );
  });
});

test.each(riskLevels)('registered personal travel stays registered at %s risk', async (presentRisk) => {
  expect((await clear({ travelType: 'personal', presentRisk, ...none })).outcome).toBe('registered');
});
