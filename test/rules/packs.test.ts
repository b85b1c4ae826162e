// Each pack stands by its own examples, which show every rule firing once and once not, and has words for who decides.
import { describe, expect, test } from '@jest/globals';
import { analyse } from '../../rules/analysis/analyse.ts';
import { invariantsOf } from '../../rules/invariants.ts';
import { authorityTitles, languages, packNames, packs } from '../../rules/packs/packs.ts';
import { authorities } from '../../rules/rule-set.ts';
import { runTests } from '../../rules/rule-tests.ts';
import { compile, judge } from '../../rules/judge.ts';
import { sentence } from '../../rules/sentence.ts';
import { aTravelPart, anywhere } from './builders.ts';

describe.each(packNames)('the pack %s', (name) => {
  const { ruleSets } = packs[name];
  const set = ruleSets.travelClearance;

  test('passes its own examples', async () => {
    const { results } = await runTests(set);
    expect(results.length).toBeGreaterThan(40);
    expect(results.filter(({ passed }) => !passed)).toEqual([]);
  });

  test('shows each rule firing and each rule not firing', async () => {
    const { coverage } = await runTests(set);
    expect(coverage.filter(({ fired, spared }) => !fired || !spared)).toEqual([]);
  });

  test('holds what no edit may undo, with nothing that blocks and nothing left open', () => {
    for (const one of Object.values(ruleSets)) {
      const { findings, notDecided, proved } = analyse(one);
      expect(findings.filter(({ weight }) => weight !== 'tells')).toEqual([]);
      expect(notDecided).toEqual([]);
      expect(proved).toEqual(expect.arrayContaining(invariantsOf(one.name).map(({ id }) => id)));
    }
  });

  test('names a source for each rule, and reads as sentences', () => {
    for (const rule of set.rules) {
      expect(rule.source).toMatch(/^(A\/\d+\/\d+|Domain \d)/);
      expect(sentence(set, rule)).toMatch(/^If .+, then .+\.$/);
    }
  });

  test('gives examples names of their own', () => {
    const names = set.tests?.map((one) => one.name) ?? [];
    expect(new Set(names).size).toBe(names.length);
  });

  test('holds every rule set sound', () => {
    for (const one of Object.values(ruleSets)) expect(() => compile(one)).not.toThrow();
  });

  test.each(languages)('calls authorities by title in %s', (language) => {
    const titles = authorityTitles(name, language);
    expect(authorities).toEqual(expect.arrayContaining(Object.keys(titles)));
    expect(Object.values(titles).every((title) => title.trim() !== '')).toBe(true);
  });
});

describe('in a non-governmental organization', () => {
  const compiled = compile(packs.ngo.ruleSets.travelClearance);
  const route = async (facts: Parameters<typeof aTravelPart>[0]) => {
    const { stages } = await judge(compiled, aTravelPart(facts), anywhere);
    return stages.map(({ asks }) => asks.map(({ authority, mode }) => `${authority} ${mode}`));
  };

  test('very high risk is for the global security director after the regional adviser’s advice', async () => {
    expect(await route({ presentRisk: 'very-high', criticality: 'PC1', acceptance: true })).toEqual([
      ['regional-operations advise'],
      ['under-secretary-general decide'],
    ]);
  });

  test('high risk is for the country director after the adviser’s advice', async () => {
    expect(await route({ presentRisk: 'high' })).toEqual([
      ['country-security-adviser advise'],
      ['designated-official decide'],
    ]);
  });
});
