// The verdict as circuits: who speaks, how it ends, and what reaches people, exactly as compose.ts puts it together.
import type { Outcome, Rule, RuleSet, Verdict } from '../rule-set.ts';
import type { EncodedRule } from './encode.ts';
import { FALSE, TRUE } from './solver.ts';
import type { Literal, Solver } from './solver.ts';

/** A rule, or the set's own words for a gap or a missing fact, with where what it says counts. */
export type Speaker = { then: readonly Outcome[]; reason?: string | undefined; on: Literal };

export type EncodedVerdict = {
  outcome: Readonly<Record<Verdict['outcome'], Literal>>;
  /** Some rule settles it. */
  settled: Literal;
  /** Holds where nobody is asked: granted by the rules, or settled. */
  clears: Literal;
  /** By rule id: where that rule is the one that settles. */
  settles: ReadonlyMap<string, Literal>;
  anyUndecided: Literal;
  /** No rule stops, holds, asks, allows or settles, and none is undecided. */
  gap: Literal;
  speakers: readonly Speaker[];
};

/** `rules` in rule order. */
export function encodeVerdict(solver: Solver, ruleSet: RuleSet, rules: readonly EncodedRule[]): EncodedVerdict {
  const { settled, states, settles, keeps } = encodeSettling(solver, rules);
  const anyUndecided = solver.and([-settled, solver.or(rules.map((one) => one.undecided))]);
  const spoken: Speaker[] = [
    ...rules.map(({ rule, fired }) => ({ then: rule.then, on: solver.and([-settled, fired]) })),
    { then: ruleSet.undecided, on: anyUndecided },
  ];
  const known = endings(solver, spoken);
  const gap = solver.and([-settled, ...Object.values(known).map((one) => -one)]);
  const fallback = { then: ruleSet.otherwise, on: gap };
  const ends = endings(solver, [...spoken, fallback]);
  const none = solver.and([-settled, ...Object.values(ends).map((one) => -one)]);
  return {
    outcome: { ...ends, ...states, decide: solver.or([ends.decide, none]) },
    settled,
    clears: solver.or([settled, ends.automatic]),
    settles,
    anyUndecided,
    gap,
    speakers: [
      ...rules.map(({ rule, fired }) => ({
        then: rule.then,
        reason: rule.reason,
        on: solver.and([fired, keeps(rule)]),
      })),
      { then: ruleSet.undecided, on: anyUndecided },
      fallback,
    ],
  };
}

type Ending = 'deny' | 'return' | 'hold' | 'decide' | 'automatic';

const says: readonly [Ending, (outcome: Outcome) => boolean][] = [
  ['deny', (outcome) => outcome.kind === 'stop' && outcome.remedy === 'none'],
  ['return', (outcome) => outcome.kind === 'stop'],
  ['hold', (outcome) => outcome.kind === 'hold'],
  ['decide', (outcome) => outcome.kind === 'require' && outcome.mode === 'decide'],
  ['automatic', (outcome) => outcome.kind === 'allow'],
];

/** The first that anybody says stands. */
function endings(solver: Solver, speakers: readonly Speaker[]): Record<Ending, Literal> {
  const before: Literal[] = [];
  const found = says.map(([ending, isSaid]) => {
    const said = solver.or(speakers.flatMap(({ then, on }) => (then.some(isSaid) ? [on] : [])));
    const stands = solver.and([said, ...before.map((one) => -one)]);
    before.push(said);
    return [ending, stands] as const;
  });
  return Object.fromEntries(found) as Record<Ending, Literal>;
}

/** The first rule that settles does; what comes in later steps is kept only where it merely tells. */
function encodeSettling(solver: Solver, rules: readonly EncodedRule[]) {
  let settled: Literal = FALSE;
  const states: Record<'not-required' | 'registered', Literal[]> = { 'not-required': [], registered: [] };
  const bySteps: [step: number, settles: Literal][] = [];
  const byRule = new Map<string, Literal>();
  for (const { rule, fired } of rules) {
    const settle = rule.then.find((outcome) => outcome.kind === 'settle');
    if (!settle) continue;
    const settles = solver.and([fired, -settled]);
    states[settle.state].push(settles);
    bySteps.push([rule.step, settles]);
    byRule.set(rule.id, settles);
    settled = solver.or([settled, fired]);
  }
  const keeps = (rule: Rule): Literal => {
    if (rule.then.every(onlyTells)) return TRUE;
    const late = bySteps.flatMap(([step, settles]) => (step >= rule.step ? [settles] : []));
    return solver.or([-settled, ...late]);
  };
  return {
    settled,
    settles: byRule,
    states: { 'not-required': solver.or(states['not-required']), registered: solver.or(states.registered) },
    keeps,
  };
}

function onlyTells(outcome: Outcome): boolean {
  return outcome.kind === 'note' || (outcome.kind === 'require' && outcome.mode === 'inform');
}
