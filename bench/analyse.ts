// What the analysis of a large rule set costs, in seconds and beside a smaller one, and its comparison with a version in which a few rules changed.
import { analyse } from '../rules/analysis/analyse.ts';
import { compareVersions } from '../rules/analysis/compare.ts';
import { compile } from '../rules/compile.ts';
import { travelClearanceRules } from '../rules/travel-clearance.ts';
import { aLargeRuleSet, edited } from './support/large-rule-set.ts';
import { median, note, report } from './support/report.ts';

const rounds = 3;
const limits = { withinMs: 600_000, mostRegions: 50 };

function time(work: () => { notDecided: { why: string }[] }): number {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const at = performance.now();
    const { notDecided } = work();
    if (notDecided.some(({ why }) => why === 'time')) throw new Error('it was not finished');
    times.push(performance.now() - at);
  }
  return median(times);
}

const small = compile(aLargeRuleSet(100, 30));
const large = compile(aLargeRuleSet(300, 30));
const byDefault = compile(travelClearanceRules);

note(
  'analyse the rules of travel clearance',
  time(() => analyse(byDefault, { limits })),
  ' ms',
);
const [ofSmall, ofLarge] = [small, large].map((set) => time(() => analyse(set, { limits })));
note('analyse 100 rules over 30 facts', ofSmall!, ' ms');
report('analyse 300 rules over 30 facts,', ofLarge! / 1000, { most: 30 }, ' s');
report('analyse 300 rules beside 100 rules,', ofLarge! / ofSmall!, { most: 9 }, 'x');

const [compareSmall, compareLarge] = [small, large].map(({ ruleSet }) =>
  time(() => compareVersions(ruleSet, edited(ruleSet), { limits })),
);
note('compare 100 rules over 30 facts', compareSmall!, ' ms');
report('compare 300 rules over 30 facts,', compareLarge! / 1000, { most: 30 }, ' s');
report('compare 300 rules beside 100 rules,', compareLarge! / compareSmall!, { most: 9 }, 'x');
