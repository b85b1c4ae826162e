// A rule set of any size, the same every time: conditions over a few facts each, as people write them.
import type { Condition, FactDeclaration, Outcome, Rule, RuleSet } from '../../rules/rule-set.ts';

const words = ['one', 'two', 'three', 'four', 'five'];
const authorities = ['clearing-officer', 'designated-official', 'regional-operations'] as const;

export function aLargeRuleSet(rules: number, facts: number): RuleSet {
  const next = numbers(7);
  return {
    name: 'large',
    version: 1,
    title: 'A large rule set',
    hitPolicy: 'collect',
    facts: Array.from({ length: facts }, (_, index) => aFact(index)),
    rules: Array.from({ length: rules }, (_, index) => aRule(index, facts, next)),
    otherwise: [{ kind: 'require', authority: 'designated-official', mode: 'decide' }],
    undecided: [{ kind: 'require', authority: 'designated-official', mode: 'decide' }],
  };
}

/** The next version: one rule left out, one asked for elsewhere. */
export function edited(set: RuleSet): RuleSet {
  const [first, second, ...rest] = set.rules;
  if (!first || !second) return set;
  const lowered: Rule = { ...second, then: [{ kind: 'note', code: 'lowered' }] };
  return { ...set, version: set.version + 1, rules: [lowered, ...rest] };
}

function aFact(index: number): FactDeclaration {
  const of: FactDeclaration['of'][] = [
    { type: 'choice', values: words },
    { type: 'scale', values: words },
    { type: 'number' },
    { type: 'boolean' },
  ];
  return { name: `fact${index}`, title: `Fact ${index}`, of: of[index % of.length]!, from: 'a measurement' };
}

function aRule(index: number, facts: number, next: (below: number) => number): Rule {
  const all = Array.from({ length: 2 + next(3) }, () => aTest(next(facts), next));
  const scope = index % 10 === 0 ? { scope: { countries: [`X${next(5)}`] } } : {};
  return {
    id: `rule-${index}`,
    title: `Rule ${index}`,
    source: 'a measurement',
    step: 1 + next(9),
    when: { all },
    reason: `reason-${index % 40}`,
    then: [anOutcome(next)],
    ...scope,
  };
}

function aTest(fact: number, next: (below: number) => number): Condition {
  const name = `fact${fact}`;
  switch (fact % 4) {
    case 0:
      return { fact: name, is: 'in', value: [words[next(5)]!, words[next(5)]!] };
    case 1:
      return { fact: name, is: next(2) ? 'at-least' : 'less', value: words[1 + next(4)]! };
    case 2:
      return { fact: name, is: next(2) ? 'more' : 'at-most', value: [1, 24, 72, 168][next(4)]! };
    default:
      return { fact: name, is: 'equal', value: next(2) === 1 };
  }
}

function anOutcome(next: (below: number) => number): Outcome {
  const kind = next(10);
  if (kind < 3) return { kind: 'allow' };
  if (kind < 7) return { kind: 'require', authority: authorities[next(3)]!, mode: 'decide' };
  if (kind < 8) return { kind: 'stop', code: `stop-${next(20)}`, remedy: 'mend' };
  return kind < 9 ? { kind: 'hold', code: `hold-${next(5)}` } : { kind: 'note', code: `note-${next(20)}` };
}

/** A plain generator, so that every run measures the same rules. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}
