// Verdicts a second by our judges and by zen-engine over the same table, of which an area sees ten rules.
// The quick judge is that of live cases. Zen gives the rules that fired; ours go on to a whole verdict. Its figure at 10 rules is what it does where somebody picks the area's table for it.
import { deepStrictEqual } from 'node:assert';
import { compile, judge } from '../rules/judge.ts';
import { judgeQuickly } from '../rules/quick-judge.ts';
import type { Facts, RuleSet, Test } from '../rules/rule-set.ts';
import type { JudgedIn } from '../rules/scope.ts';
import { travelClearanceRules } from '../rules/travel-clearance.ts';
import { randomFrom, type Random } from './support/random.ts';
import { median, note, report } from './support/report.ts';
import { zenTable } from './support/zen.ts';

const perArea = 10;
const caseCount = 300;
const [rounds, roundMs] = [5, 600];
const risks = ['low', 'medium', 'high', 'very-high'];
const travelTypes = ['official', 'personal', 'entitlement'];

for (const size of [10, 100, 1_000, 10_000]) {
  const random = randomFrom(size);
  const ruleSet = tableOf(size, random);
  const compiled = compile(ruleSet);
  const zen = zenTable(ruleSet);
  const cases = Array.from({ length: caseCount }, () => aCase(size, random)).map((one) => ({
    ...one,
    input: zen.inputOf(one.judged.area!, one.facts),
  }));

  let fired = 0;
  for (const { facts, judged, input } of cases) {
    const reference = await judge(compiled, facts, judged);
    deepStrictEqual(judgeQuickly(compiled, facts, judged), reference);
    deepStrictEqual(await zen.firedBy(input), reference.fired);
    fired += reference.fired.length;
  }
  note(`${size} rules, fired by a case, the same for all`, fired / caseCount);

  const ways = {
    reference: async (index: number) => void (await judge(compiled, cases[index]!.facts, cases[index]!.judged)),
    quick: async (index: number) => void judgeQuickly(compiled, cases[index]!.facts, cases[index]!.judged),
    zen: async (index: number) => void (await zen.firedBy(cases[index]!.input)),
    zenTogether: async (index: number) => {
      await Promise.all(Array.from({ length: 64 }, (_, more) => zen.firedBy(cases[(index + more) % caseCount]!.input)));
    },
  };
  const rates: Record<keyof typeof ways, number[]> = { reference: [], quick: [], zen: [], zenTogether: [] };
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of Object.keys(ways) as (keyof typeof ways)[]) {
      const rate = (await rateOf(ways[name])) * (name === 'zenTogether' ? 64 : 1);
      if (round > 0) rates[name].push(rate);
    }
  }
  const best = Math.max(median(rates.zen), median(rates.zenTogether));
  note(`${size} rules, zen one at a time`, median(rates.zen), '/s');
  note(`${size} rules, zen 64 at once`, median(rates.zenTogether), '/s');
  note(`${size} rules, reference judge`, median(rates.reference), '/s');
  note(`${size} rules, judge of live cases`, median(rates.quick), '/s');
  note(`${size} rules, reference judge beside zen at its best`, median(rates.reference) / best, 'x');
  const live = median(rates.quick) / best;
  if (size < 1_000) note(`${size} rules, judge of live cases beside zen at its best`, live, 'x');
  else report(`${size} rules, judge of live cases beside zen at its best`, live, { least: 1 }, 'x');
}

async function rateOf(work: (index: number) => Promise<void>): Promise<number> {
  const begun = performance.now();
  let done = 0;
  while (performance.now() - begun < roundMs) {
    await work(done % caseCount);
    done += 1;
  }
  return (done * 1000) / (performance.now() - begun);
}

/** Conditions a table can hold: `all` of a type, a risk, hours and, for each third, courses. */
function tableOf(size: number, random: Random): RuleSet {
  const rules = Array.from({ length: size }, (_, index): RuleSet['rules'][number] => {
    const tests: Test[] = [
      { fact: 'travelType', is: 'in', value: travelTypes.filter((_, at) => at === index % 3 || random() < 0.5) },
      { fact: 'presentRisk', is: 'at-least', value: random.of(risks) },
      { fact: 'hoursToDeparture', is: 'less', value: 24 * (1 + random.below(14)) },
      ...(index % 3 === 0 ? [{ fact: 'coursesMissing', is: 'not-empty' } as const] : []),
    ];
    return {
      ...{ id: `rule-${index}`, title: `Rule ${index}`, source: 'a measurement', step: 1 },
      scope: { areas: [areaOf(index, size)] },
      when: { all: tests },
      then: [
        index % 2 === 0
          ? { kind: 'require', authority: random.of(['clearing-officer', 'designated-official']), mode: 'decide' }
          : { kind: 'condition', code: `condition-${index % 7}` },
      ],
    };
  });
  return { ...travelClearanceRules, name: 'measured', rules, tests: [], invariants: [] };
}

function areaOf(index: number, size: number): string {
  return `A-${index % (size / perArea)}`;
}

function aCase(size: number, random: Random): { facts: Facts; judged: JudgedIn } {
  const facts = {
    travelType: random.of(travelTypes),
    presentRisk: random.of(risks),
    hoursToDeparture: random.below(400),
    coursesMissing: random() < 0.5 ? [] : ['a-course'],
  };
  return {
    facts,
    judged: { country: 'A', area: areaOf(random.below(size), size), organization: 'o', date: '2027-03-01' },
  };
}
