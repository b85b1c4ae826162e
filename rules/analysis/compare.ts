// Two versions of a rule set beside each other: every kind of change a case can meet, the most dangerous first.
import { compile } from '../compile.ts';
import type { CompiledRuleSet } from '../compile.ts';
import type { RuleSet } from '../rule-set.ts';
import { budgetOf } from './context.ts';
import type { Budget } from './context.ts';
import { directionOf } from './control.ts';
import { encodeRule, viewOf } from './encode.ts';
import { encodeVerdict } from './encode-verdict.ts';
import { reasonFeatures, routeFeatures } from './features.ts';
import type { Features } from './features.ts';
import type { Comparison, Difference, Limits, Region } from './findings.ts';
import { hullOf } from './hull.ts';
import { widen } from './region.ts';
import type { Found } from './region.ts';
import { routeIn } from './routes.ts';
import { spaceOf } from './space.ts';
import type { AreasAround, Space } from './space.ts';
import { FALSE, Solver } from './solver.ts';
import type { Literal, Model } from './solver.ts';

export type CompareOptions = {
  limits?: Limits;
  areas?: AreasAround;
  elapsed?: () => number;
  /** Told after each part, with all that is left named as not decided. */
  onProgress?: (soFar: Comparison) => void;
};

type Direction = Difference['direction'];

export function compareVersions(
  before: RuleSet | CompiledRuleSet,
  after: RuleSet | CompiledRuleSet,
  { limits = {}, areas = {}, elapsed = () => performance.now(), onProgress }: CompareOptions = {},
): Comparison {
  const sets = [before, after].map((input) => ('ruleSet' in input ? input : compile(input)));
  const [old, next] = sets as [CompiledRuleSet, CompiledRuleSet];
  const budget = budgetOf(limits, elapsed);
  const differences: Difference[] = [];
  const head = ({ ruleSet: { version }, hash }: CompiledRuleSet) => ({ version, hash });
  const result = (open: readonly string[], why: 'time' | 'size'): Comparison => ({
    before: head(old),
    after: head(next),
    differences,
    notDecided: [...budget.notDecided, ...open.map((what) => ({ what, why }))],
  });
  if (old.hash === next.hash) return result([], 'time');
  let phases: readonly { what: string }[] = names.map((what) => ({ what }));
  const open = (from: number) => [...new Set(phases.slice(from).map(({ what }) => what))];
  onProgress?.(result(open(0), 'time'));
  let at = 0;
  try {
    const differing = encode([old, next], budget, areas);
    phases = differing.phases;
    const left = new Map(names.map((what) => [what, differing.mostRegions]));
    for (const phase of differing.phases) {
      const found = findKinds(differing, phase, left.get(phase.what) ?? 0);
      left.set(phase.what, (left.get(phase.what) ?? 0) - found.length);
      differences.push(...found.map((one) => describe(old, next, one, phase.direction)));
      at += 1;
      onProgress?.(result(open(at), 'time'));
    }
  } catch (error) {
    if (!/enlarge memory|abort/i.test(String(error))) throw error;
    return result(open(at), 'size');
  }
  return result([], 'time');
}

const names = ['less control', 'more control', 'other differences', 'reasons'] as const;
/** Several phases may be of one name: they share what may be listed of it. */
type Phase = {
  what: (typeof names)[number];
  property: Literal;
  direction: Direction;
  same: (model: Model) => Literal;
};

function encode(sets: [CompiledRuleSet, CompiledRuleSet], budget: Budget, areas: AreasAround) {
  const solver = new Solver();
  const space = spaceOf(
    solver,
    sets.map((compiled) => ({ compiled, conditions: [] })),
    {},
    areas,
  );
  const sides = sets.map((compiled, set) => {
    const view = viewOf(space, set, compiled);
    const verdict = encodeVerdict(
      solver,
      compiled.ruleSet,
      compiled.rules.map(({ rule }) => encodeRule(view, rule)),
    );
    return { verdict, features: routeFeatures(solver, verdict), reasons: reasonFeatures(solver, verdict) };
  });
  const [one, other] = sides as [(typeof sides)[0], (typeof sides)[0]];
  const route = changes(solver, one.features, other.features);
  const reasons = changes(solver, one.reasons, other.reasons);
  const differs = solver.or(route.map(({ at }) => at));
  const { less, more, worst } = directionOf(solver, one, other);
  const isMore = solver.and([differs, more]);
  const isOther = solver.and([differs, -less, -more]);
  const onlyReasons = solver.and([-differs, solver.or(reasons.map(({ at }) => at))]);
  const alike = (property: Literal, of: readonly Change[]) => (model: Model) => sameChange(solver, model, property, of);
  const phase = (what: Phase['what'], property: Literal, direction: Direction, of: readonly Change[]): Phase => ({
    ...{ what, property, direction, same: alike(property, of) },
  });
  const phases = [
    ...worst.map((part) => phase('less control', solver.and([differs, part]), 'less-control', route)),
    phase('more control', isMore, 'more-control', route),
    phase('other differences', isOther, 'other', route),
    phase('reasons', onlyReasons, 'other', reasons),
  ];
  return { ...budget, solver, space, phases };
}

type Change = { before: Literal; after: Literal; at: Literal };

function changes(solver: Solver, before: Features, after: Features): Change[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [one, other] = [before.get(key) ?? FALSE, after.get(key) ?? FALSE];
    const at = solver.xor(one, other);
    return at === FALSE ? [] : [{ before: one, after: other, at }];
  });
}

/** Within one region the same things are added and the same fall away. */
function sameChange(solver: Solver, model: Model, property: Literal, changed: readonly Change[]): Literal {
  const parts = changed.flatMap(({ before, after, at }) => {
    if (!model(at)) return [-at];
    return model(before) ? [before, -after] : [-before, after];
  });
  return solver.and([property, ...parts]);
}

type Kind = Found & { within: Region };

/** One kind of change after the other, until no case is left that changes in a way not yet seen. */
function findKinds(differing: Budget & { solver: Solver; space: Space }, phase: Phase, most: number): Kind[] {
  const { solver, space, notDecided } = differing;
  const { what } = phase;
  const isNew = solver.variable();
  const kinds: Kind[] = [];
  for (;;) {
    if (notDecided.some((one) => one.what === what && one.why === 'time')) return kinds;
    if (differing.isOver()) {
      notDecided.push({ what, why: 'time' });
      return kinds;
    }
    const model = solver.solve([isNew, phase.property]);
    if (!model) return kinds;
    if (kinds.length >= most) {
      if (!notDecided.some((one) => one.what === what)) notDecided.push({ what, why: 'size' });
      return kinds;
    }
    const same = phase.same(model);
    kinds.push({ ...widen(solver, space.all, model, same), within: hullOf(solver, space.all, same) });
    solver.require(-isNew, -same);
  }
}

function describe(
  before: CompiledRuleSet,
  after: CompiledRuleSet,
  { region, within, example }: Kind,
  direction: Direction,
): Difference {
  return { region, within, example, before: routeIn(before, example), after: routeIn(after, example), direction };
}
