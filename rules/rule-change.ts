// The default rules of changing rules: who decides whether a version of a rule set comes in force.
import { ruleChangeFacts } from './rule-change-facts.ts';
import type { Authority, Condition, Outcome, Rule, RuleSet } from './rule-set.ts';

export { ruleChangeFacts } from './rule-change-facts.ts';

const is = (fact: string, value: string | boolean, how: 'equal' | 'not-equal' = 'equal'): Condition => ({
  ...{ fact, is: how, value },
});
const ask = (authority: Authority, mode: 'decide' | 'advise' | 'inform'): Outcome => ({
  kind: 'require',
  authority,
  mode,
});

const [national, everywhere] = [is('reach', 'national'), is('reach', 'global')];
const [less, notLess] = [is('lessControl', true), is('lessControl', false)];
const [back, onward] = [is('isReturn', true), is('isReturn', false)];
const hisOwn = is('takesBackFrom', 'designated-official');
const byOffice = 'Project brief: national rules are for that official, global ones for the department; domain 1.4';

function rule(id: string, title: string, source: string, step: number, when: Condition, ...then: Outcome[]): Rule {
  return { id, title, source, step, when, then };
}

/** Who puts the version before back in force may be higher than who need be asked. */
const returnsByHigher = (['regional-operations', 'under-secretary-general', 'secretary-general'] as const).map(
  (authority) =>
    rule(
      `return-by-${authority}`,
      'Who may decide the change puts the version before back in force alone',
      'A/57/365 (responsibility goes with the office); domain 5',
      4,
      { all: [back, is('filerHolds', authority)] },
      ask(authority, 'decide'),
    ),
);

export const ruleChangeRules: RuleSet = {
  name: 'ruleChange',
  version: 1,
  title: 'Change of rules',
  hitPolicy: 'collect',
  facts: ruleChangeFacts,
  rules: [
    rule(
      'checks-fail',
      'What fails a check, a test or an invariant goes back to its author',
      'Project brief: rules are changed without fear; domain 1.11',
      2,
      is('checksPass', false),
      { kind: 'stop', code: 'rules-fail-checks', remedy: 'mend' },
    ),
    rule(
      'national-change',
      'A national change that takes nothing away is for the official of that country',
      `${byOffice}; A/57/365 (the official answers for the country)`,
      3,
      { all: [onward, national, notLess] },
      ask('designated-official', 'decide'),
      ask('regional-operations', 'inform'),
    ),
    rule(
      'national-less-control',
      'A national change with less control is for the regional desk',
      byOffice,
      3,
      { all: [onward, national, less] },
      ask('regional-operations', 'decide'),
      ask('designated-official', 'inform'),
    ),
    rule(
      'global-change',
      'A global change that takes nothing away is for the regional desk',
      byOffice,
      3,
      { all: [onward, everywhere, notLess] },
      ask('regional-operations', 'decide'),
    ),
    rule(
      'global-less-control',
      'A global change with less control is for the Under-Secretary-General',
      `${byOffice}; A/57/365 (the Under-Secretary-General answers for the system as a whole)`,
      3,
      { all: [onward, everywhere, less] },
      ask('regional-operations', 'advise'),
      ask('under-secretary-general', 'decide'),
    ),
    rule(
      'national-return',
      'The version before comes back in a country by its official, where it takes nothing away or what he published himself',
      `${byOffice}; A/57/365 (the official answers for the country)`,
      4,
      { all: [back, national, { any: [notLess, hisOwn] }] },
      ask('designated-official', 'decide'),
      ask('regional-operations', 'inform'),
    ),
    rule(
      'national-return-less-control',
      'A version that comes back in a country with less control than another office asked for is for the regional desk',
      byOffice,
      4,
      { all: [back, national, less, is('takesBackFrom', 'designated-official', 'not-equal')] },
      ask('regional-operations', 'decide'),
      ask('designated-official', 'inform'),
    ),
    rule(
      'global-return',
      'The version before comes back everywhere by the regional desk',
      byOffice,
      4,
      { all: [back, everywhere] },
      ask('regional-operations', 'decide'),
    ),
    ...returnsByHigher,
    rule(
      'not-compared',
      'What the comparison could not decide is said',
      'Project brief: what the change does is seen first; domain 1.11',
      5,
      is('comparisonComplete', false),
      { kind: 'note', code: 'comparison-not-decided' },
    ),
  ],
  otherwise: [ask('under-secretary-general', 'decide')],
  undecided: [ask('under-secretary-general', 'decide')],
};
