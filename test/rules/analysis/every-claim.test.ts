// Small worlds with lists, dates, areas and organizations judged case by case: a claim is proved exactly where no case breaks it.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { analyse } from '../../../rules/analysis/analyse.ts';
import { checkPairs } from '../../../rules/analysis/check-pairs.ts';
import { confirm } from '../../../rules/analysis/confirm.ts';
import { budgetOf, contextOf } from '../../../rules/analysis/context.ts';
import type { Finding, Route } from '../../../rules/analysis/findings.ts';
import { firedIn, routeIn } from '../../../rules/analysis/routes.ts';
import { compile } from '../../../rules/compile.ts';
import { explain } from '../../../rules/explain.ts';
import type { Ask, Condition, FactDeclaration, RuleSet } from '../../../rules/rule-set.ts';
import { isCleared, isSettled, keeps, leavesUnheard, musts, shows } from './keeps.ts';
import { nested } from './random-rules.ts';
import { aSmallWorld, pairsAlong } from './small-worlds.ts';
import type { Axis, Known, SmallWorld } from './small-worlds.ts';

const unlimited = { limits: { mostRegions: 100_000 }, elapsed: () => 0, areas: nested };
/** Time moves these on; a missing name says that there is none. */
const marks: Record<string, Partial<FactDeclaration>> = {
  ...{ count: { clock: 'falls' }, yes: { clock: 'rises' }, day: { clock: 'rises' }, name: { absent: 'none' } },
};

type Judged = {
  one: Known;
  route: Route;
  fired: readonly string[];
  isCleared: boolean;
  holds: boolean;
  isExempt: boolean;
};

function judged({ set, when, other, cases }: SmallWorld): Judged[] {
  const [compiled, first, second] = [compile(set), probeOf(set, when), probeOf(set, other)];
  const surely = (probe: typeof first, one: Known) => explain(probe, one.facts, one.in)[0]?.result === 'fired';
  return cases.map((one) => {
    const route = routeIn(compiled, one);
    const fired = firedIn(compiled, one).map(({ id }) => id);
    return { one, route, fired, isCleared: isCleared(route), holds: surely(first, one), isExempt: surely(second, one) };
  });
}

function probeOf(set: RuleSet, when: Condition) {
  return compile({ ...set, rules: [{ id: 'p', title: 'P', source: 'a test', step: 1, when, then: set.undecided }] });
}

test('each claim, each comparison of cases and each hidden word is told exactly where it is so', async () => {
  await fc.assert(
    fc.asyncProperty(aSmallWorld, async (random) => {
      const facts = random.set.facts.map((fact) => ({ ...fact, ...marks[fact.name] }));
      const world = { ...random, set: { ...random.set, facts } };
      const { set, when, other, axes } = world;
      const claim = { title: 'It holds', source: 'a test', when };
      const invariants = musts.flatMap((must, index) => [
        { ...claim, id: `i-${index}`, must },
        { ...claim, id: `s-${index}`, must, settles: other },
      ]);
      const analysis = await confirm(analyse(set, { ...unlimited, invariants }), set, invariants);
      const all = judged(world);
      expect(analysis.notDecided).toEqual([]);
      for (const { id, must, ...rest } of invariants) {
        const isKept = ({ route, holds, isExempt }: Judged) =>
          !holds || keeps(route, must) || ('settles' in rest && isExempt && isSettled(route));
        expect({ id, proved: analysis.proved.includes(id) }).toEqual({ id, proved: all.every(isKept) });
      }
      const pairs = axes.filter(({ name, isPlace }) => !isPlace || name === 'date');
      const isHeld = ({ name }: Axis, unless = true) => !breaksAlong(world, all, name, unless);
      expect(provedPairs(world, pairs)).toEqual(pairs.filter((axis) => isHeld(axis)).map(({ name }) => name));
      for (const axis of pairs) {
        const { title, absent, clock } = facts.find(({ name }) => name === axis.name) ?? {};
        const isSaid = (code: string) =>
          analysis.findings.some((one) => one.code === code && one.message.includes(`“${title}”`));
        const said = axis.isPlace
          ? [analysis.findings.some(({ code }) => code === 'period-clears')]
          : [isSaid('missing-clears'), isSaid('timer-clears')];
        const isMoved = clock !== undefined && movesAlong(world, all, axis.name, clock);
        const found = axis.isPlace ? [!isHeld(axis, false)] : [absent !== 'none' && !isHeld(axis, false), isMoved];
        expect({ axis: axis.name, said }).toEqual({ axis: axis.name, said: found });
      }
      expectWords(set, all, analysis.findings);
    }),
    { numRuns: 20 },
  );
}, 180_000);

function provedPairs({ set, other, when }: SmallWorld, pairs: readonly Axis[]): string[] {
  const budget = budgetOf(unlimited.limits, unlimited.elapsed);
  const context = contextOf(compile(set), [when, other], {}, budget, nested);
  const claims = pairs.map(({ name, isPlace }) => ({
    ...{ id: name, title: 'It holds', source: 'a test', absence: isPlace ? null : name, unless: other },
  }));
  return checkPairs(context, claims).proved;
}

/** Cleared without it where it is not with it; of days, cleared later where it was not earlier. */
function breaksAlong({ axes }: SmallWorld, all: readonly Judged[], name: string, unless: boolean): boolean {
  const axis = axes.findIndex((one) => one.name === name);
  const { values, isPlace } = axes[axis]!;
  const at = ({ one }: Judged) => one.at[axis]!;
  const isMissing = (judged: Judged) => values[at(judged)] === undefined;
  return pairsAlong(axes, name, all).some(([one, other]) => {
    if (unless && one.isExempt) return false;
    if (isPlace) return at(other) > at(one) && !one.isCleared && other.isCleared;
    return isMissing(one) && !isMissing(other) && one.isCleared && !other.isCleared;
  });
}

function movesAlong({ axes }: SmallWorld, all: readonly Judged[], name: string, clock: 'falls' | 'rises'): boolean {
  const axis = axes.findIndex((one) => one.name === name);
  const { values } = axes[axis]!;
  return pairsAlong(axes, name, all).some(([one, other]) => {
    const [from, to] = [one.one.at[axis]!, other.one.at[axis]!];
    const isKnown = values[from] !== undefined && values[to] !== undefined;
    return isKnown && (clock === 'falls' ? to < from : to > from) && !one.isCleared && other.isCleared;
  });
}

const hidden = ['never-counts', 'halt-hidden', 'ask-outranked', 'advice-unheard'];

function expectWords({ rules }: RuleSet, all: readonly Judged[], findings: readonly Finding[]) {
  for (const { id, then } of rules) {
    const routes = all.flatMap(({ fired, route }) => (fired.includes(id) ? [route] : []));
    const isSaid = (...codes: string[]) => findings.some((one) => codes.includes(one.code) && one.rules.includes(id));
    const settles = then.some(({ kind }) => kind === 'settle');
    const isHidden = routes.length > 0 && then.some((word) => !routes.some((route) => shows(route, word)));
    if (isHidden && !settles) expect({ id, isSaid: isSaid(...hidden) }).toEqual({ id, isSaid: true });
    const advice = then.filter((word) => word.kind === 'require' && word.mode === 'advise') as Ask[];
    const isUnheard = advice.some((word) => routes.some((route) => leavesUnheard(route, word)));
    expect({ id, unheard: isSaid('advice-not-awaited') }).toEqual({ id, unheard: isUnheard });
  }
}
