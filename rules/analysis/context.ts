// What every part of an analysis works with: the rule set in the solver, the limits, and what was left undecided.
import type { CompiledRuleSet } from '../compile.ts';
import type { Condition } from '../rule-set.ts';
import { encodeRule, viewOf } from './encode.ts';
import type { EncodedRule, View } from './encode.ts';
import { encodeVerdict } from './encode-verdict.ts';
import type { EncodedVerdict } from './encode-verdict.ts';
import type { Limits, NotDecided } from './findings.ts';
import { literalOf } from './parts.ts';
import { widen } from './region.ts';
import type { Found } from './region.ts';
import { spaceOf } from './space.ts';
import type { AreasAround, NamedPlaces, Space } from './space.ts';
import { Solver } from './solver.ts';
import type { Literal } from './solver.ts';

export type Budget = { isOver: () => boolean; mostRegions: number; notDecided: NotDecided[] };

export type Context = Budget & {
  solver: Solver;
  space: Space;
  view: View;
  compiled: CompiledRuleSet;
  rules: readonly EncodedRule[];
  verdict: EncodedVerdict;
};

export const defaultLimits = { withinMs: 30_000, mostRegions: 50 };

/** `elapsed`: a stopwatch, not a clock. */
export function budgetOf(limits: Limits, elapsed: () => number): Budget {
  const until = elapsed() + (limits.withinMs ?? defaultLimits.withinMs);
  return {
    isOver: () => elapsed() > until,
    mostRegions: limits.mostRegions ?? defaultLimits.mostRegions,
    notDecided: [],
  };
}

export function contextOf(
  compiled: CompiledRuleSet,
  conditions: readonly Condition[],
  named: NamedPlaces,
  budget: Budget,
  around: AreasAround = {},
): Context {
  const solver = new Solver();
  const space = spaceOf(solver, [{ compiled, conditions }], named, around);
  const view = viewOf(space, 0, compiled);
  const rules = compiled.rules.map(({ rule }) => encodeRule(view, rule));
  const verdict = encodeVerdict(solver, compiled.ruleSet, rules);
  return { ...budget, solver, space, view, compiled, rules, verdict };
}

/** One region of cases with the property, or null where there is none. */
export function findRegion({ solver, space }: Pick<Context, 'solver' | 'space'>, property: Literal): Found | null {
  const model = solver.solve([property]);
  return model && widen(solver, space.all, model, property);
}

/** Every region of cases with the property, one after the other, until none is left or a limit is met. */
export function findRegions<T extends Pick<Context, 'solver' | 'space'> & Budget>(
  context: T,
  what: string,
  property: Literal,
  of: (model: (literal: Literal) => boolean) => Literal = () => property,
): Found[] {
  const { solver, space, notDecided } = context;
  const isNew = solver.variable();
  const found: Found[] = [];
  for (;;) {
    if (context.isOver()) {
      notDecided.push({ what, why: 'time' });
      return found;
    }
    const model = solver.solve([isNew, property]);
    if (!model) return found;
    if (found.length >= context.mostRegions) {
      notDecided.push({ what, why: 'size' });
      return found;
    }
    const next = widen(solver, space.all, model, of(model));
    found.push(next);
    solver.require(-isNew, ...next.parts.map((part) => -literalOf(solver, part)));
  }
}
