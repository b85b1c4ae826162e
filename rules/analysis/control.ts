// How much control a verdict keeps, as circuits: whether a second rule set keeps less of it than a first, and how much less.
import type { Verdict } from '../rule-set.ts';
import { height, whose } from '../stages.ts';
import type { EncodedVerdict } from './encode-verdict.ts';
import { awaited, isRung, standing } from './features.ts';
import type { Features, Standing } from './features.ts';
import { FALSE } from './solver.ts';
import type { Literal, Solver } from './solver.ts';

/** From no clearance at all up to a denial. */
const ranks: Readonly<Record<Verdict['outcome'], number>> = {
  'not-required': 0,
  registered: 0,
  automatic: 1,
  decide: 2,
  hold: 3,
  return: 3,
  deny: 4,
};
const outcomes = Object.keys(ranks) as Verdict['outcome'][];

export type Sides = { verdict: EncodedVerdict; features: Features };
/** `worst`: `less` in parts that exclude each other, the most dangerous first. */
export type Direction = { less: Literal; more: Literal; worst: readonly Literal[] };

/** `less`: somebody who had to agree need not any more, what was halted is not, or advice or a condition falls away. */
export function directionOf(solver: Solver, before: Sides, after: Sides): Direction {
  const [down, up] = [falls(solver, before, after), falls(solver, after, before)];
  const isLevel = solver.and([-down, -up]);
  const [deciders, others] = drops(solver, before, after);
  const less = solver.or([down, solver.and([isLevel, solver.or([deciders, others])])]);
  const more = solver.or([up, solver.and([isLevel, solver.or(drops(solver, after, before))])]);
  const cleared = after.verdict.clears;
  const halted = solver.or(['deny', 'return', 'hold'].map((one) => before.verdict.outcome[one as Verdict['outcome']]));
  const kinds = [
    solver.and([halted, cleared]),
    solver.and([before.verdict.outcome.decide, cleared]),
    solver.and([halted, after.verdict.outcome.decide]),
    solver.and([isLevel, deciders]),
  ];
  const rest = solver.and(kinds.map((kind) => -kind));
  const worst = [...kinds, rest].map((kind, index) =>
    solver.and([less, kind, ...kinds.slice(0, index).map((worse) => -worse)]),
  );
  return { less, more: solver.and([more, -less]), worst };
}

function falls(solver: Solver, from: Sides, to: Sides): Literal {
  return solver.or(
    outcomes.flatMap((one) =>
      outcomes.flatMap((other) =>
        ranks[other] < ranks[one] ? [solver.and([from.verdict.outcome[one], to.verdict.outcome[other]])] : [],
      ),
    ),
  );
}

/** What the first asks for before anybody is cleared and the second does not: deciders; advice that is waited for, or conditions. */
function drops(solver: Solver, from: Sides, to: Sides): [deciders: Literal, others: Literal] {
  const [had, kept] = [counting(solver, from), counting(solver, to)];
  const lost = had.map(({ ask, at }) => {
    const covering = kept.filter(({ ask: other }) => {
      if (other.mode !== ask.mode || whose(other) !== whose(ask)) return false;
      return other.authority === ask.authority || (isRung(ask) && isRung(other) && height(other) > height(ask));
    });
    return { ask, at: solver.and([at, -solver.or(covering.map((one) => one.at))]) };
  });
  const asks = (isDecider: boolean) =>
    lost.flatMap(({ ask, at }) => ((ask.mode === 'decide') === isDecider ? [at] : []));
  const { automatic, decide } = from.verdict.outcome;
  const conditions = [...from.features].flatMap(([key, at]) =>
    key.startsWith('condition ') ? [solver.and([at, -(to.features.get(key) ?? FALSE)])] : [],
  );
  const dropped = solver.and([solver.or([automatic, decide]), solver.or(conditions)]);
  return [solver.or(asks(true)), solver.or([...asks(false), dropped])];
}

/** Asks where they hold somebody up: of advice, where a decision comes after it. */
function counting(solver: Solver, { verdict }: Sides): Pick<Standing, 'ask' | 'at'>[] {
  const all = standing(solver, verdict);
  return all.map(({ ask, stage, at }) => ({
    ask,
    at: ask.mode === 'decide' ? at : solver.and([at, awaited(solver, all, stage)]),
  }));
}
