// How much control a verdict keeps, as circuits: whether a second rule set keeps less of it than a first.
import type { Verdict } from '../rule-set.ts';
import { height, whose } from '../stages.ts';
import type { EncodedVerdict } from './encode-verdict.ts';
import { isRung, standing } from './features.ts';
import type { Features } from './features.ts';
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

export type Sides = { verdict: EncodedVerdict; features: Features };
export type Direction = { less: Literal; more: Literal };

/** `less`: somebody who had to agree need not any more, what was halted is not, or advice or a condition falls away. */
export function directionOf(solver: Solver, before: Sides, after: Sides): Direction {
  const [down, up] = [falls(solver, before, after), falls(solver, after, before)];
  const isLevel = solver.and([-down, -up]);
  const less = solver.or([down, solver.and([isLevel, drops(solver, before, after)])]);
  const more = solver.or([up, solver.and([isLevel, drops(solver, after, before)])]);
  return { less, more: solver.and([more, -less]) };
}

function falls(solver: Solver, from: Sides, to: Sides): Literal {
  const outcomes = Object.keys(ranks) as Verdict['outcome'][];
  return solver.or(
    outcomes.flatMap((one) =>
      outcomes.flatMap((other) =>
        ranks[other] < ranks[one] ? [solver.and([from.verdict.outcome[one], to.verdict.outcome[other]])] : [],
      ),
    ),
  );
}

/** Something the first asks for before anybody is cleared is not asked for by the second. */
function drops(solver: Solver, from: Sides, to: Sides): Literal {
  const kept = standing(solver, to.verdict);
  const asks = standing(solver, from.verdict).map(({ ask, at }) => {
    const covering = kept.filter(({ ask: other }) => {
      if (other.mode !== ask.mode || whose(other) !== whose(ask)) return false;
      return other.authority === ask.authority || (isRung(ask) && isRung(other) && height(other) > height(ask));
    });
    return solver.and([at, -solver.or(covering.map((one) => one.at))]);
  });
  const { automatic, decide } = from.verdict.outcome;
  const conditions = [...from.features].flatMap(([key, at]) =>
    key.startsWith('condition ') ? [solver.and([at, -(to.features.get(key) ?? FALSE)])] : [],
  );
  return solver.or([...asks, solver.and([solver.or([automatic, decide]), solver.or(conditions)])]);
}
