// Small spaces judged case by case: an invariant is proved exactly where no case breaks it.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { analyse } from '../../../rules/analysis/analyse.ts';
import { confirm } from '../../../rules/analysis/confirm.ts';
import type { Example } from '../../../rules/analysis/findings.ts';
import { routeIn } from '../../../rules/analysis/routes.ts';
import { compile } from '../../../rules/compile.ts';
import { explain } from '../../../rules/explain.ts';
import type { FactDeclaration, RuleSet } from '../../../rules/rule-set.ts';
import { isCleared, keeps, musts, shows } from './keeps.ts';
import { aCondition, aSmallRuleSet, everySmallCase } from './random-rules.ts';

const unlimited = { limits: { mostRegions: 100_000 }, elapsed: () => 0 };

/** Count falls with the clock, yes rises, color says when it is missing that there is none. */
const marks: Record<string, Partial<FactDeclaration>> = {
  count: { clock: 'falls' },
  yes: { clock: 'rises' },
  color: { absent: 'none' },
};
const marked = (set: RuleSet): RuleSet => ({
  ...set,
  facts: set.facts.map((fact) => ({ ...fact, ...marks[fact.name] })),
});

test('a missing fact, or the clock, is said to clear exactly where it does', async () => {
  await fc.assert(
    fc.asyncProperty(aSmallRuleSet, async (random) => {
      const set = marked(random);
      const { findings } = await confirm(analyse(set, unlimited), set);
      const compiled = compile(set);
      const routes = everySmallCase.map((one) => ({ one, cleared: isCleared(routeIn(compiled, one)) }));
      for (const { name, title } of set.facts.slice(0, 4)) {
        const pairs = pairsOver(name, routes);
        const missing = pairs.some(
          ([one, other]) => isMissing(name, one) && !isMissing(name, other) && one.cleared && !other.cleared,
        );
        const moved = pairs.some(([one, other]) => isOnward(name, one.one, other.one) && !one.cleared && other.cleared);
        const isSaid = (code: string) =>
          findings.some((finding) => finding.code === code && finding.message.includes(`“${title}”`));
        expect({ name, found: isSaid('missing-clears') }).toEqual({ name, found: missing && name !== 'color' });
        expect({ name, found: isSaid('timer-clears') }).toEqual({ name, found: moved });
      }
    }),
    { numRuns: 5 },
  );
});

test('an invariant of the set is proved exactly where every case keeps it', async () => {
  await fc.assert(
    fc.asyncProperty(aSmallRuleSet, aCondition, async (random, when) => {
      const invariants = musts.map((must, index) => ({
        ...{ id: `i-${index}`, title: 'It holds', source: 'a test', when, must },
      }));
      const set = random;
      const { proved } = await confirm(analyse(set, { ...unlimited, invariants }), set, invariants);
      const compiled = compile(set);
      const probe = compile({
        ...set,
        rules: [{ id: 'p', title: 'P', source: 'a test', step: 1, when, then: set.undecided }],
      });
      const held = everySmallCase.filter((one) => explain(probe, one.facts, one.in)[0]?.result === 'fired');
      const routes = held.map((one) => routeIn(compiled, one));
      for (const { id, must } of invariants) {
        expect({ id, proved: proved.includes(id) }).toEqual({
          id,
          proved: routes.every((route) => keeps(route, must)),
        });
      }
    }),
    { numRuns: 5 },
  );
});

test('a word of a rule is called hidden exactly where it never counts', async () => {
  await fc.assert(
    fc.asyncProperty(aSmallRuleSet, async (set) => {
      const { findings } = await confirm(analyse(set, unlimited), set);
      const compiled = compile(set);
      for (const rule of set.rules.filter(({ then }) => !then.some(({ kind }) => kind === 'settle'))) {
        const fires = everySmallCase.filter((one) =>
          explain(compiled, one.facts, one.in).some((trace) => trace.rule === rule.id && trace.result === 'fired'),
        );
        const routes = fires.map((one) => routeIn(compiled, one));
        const isHidden =
          fires.length > 0 && rule.then.some((outcome) => !routes.some((route) => shows(route, outcome)));
        const codes = ['never-counts', 'halt-hidden', 'ask-outranked', 'advice-unheard'];
        const isSaid = findings.some((finding) => codes.includes(finding.code) && finding.rules.includes(rule.id));
        if (isHidden) expect({ rule, isSaid }).toEqual({ rule, isSaid: true });
      }
    }),
    { numRuns: 5 },
  );
});

type Judged = { one: Example; cleared: boolean };
const isMissing = (name: string, { one }: Judged) => one.facts[name] === undefined;

/** Every two cases that differ in that fact only. */
function pairsOver(name: string, routes: readonly Judged[]): [Judged, Judged][] {
  const groups = new Map<string, Judged[]>();
  for (const judged of routes) {
    const key = JSON.stringify(
      [{ ...judged.one.facts, [name]: null }, judged.one.in],
      Object.keys({ ...judged.one.facts, [name]: 0, country: 0, date: 0 }).sort(),
    );
    groups.set(key, [...(groups.get(key) ?? []), judged]);
  }
  return [...groups.values()].flatMap((group) =>
    group.flatMap((one) => group.map((other): [Judged, Judged] => [one, other])),
  );
}

function isOnward(name: string, { facts: one }: Example, { facts: other }: Example): boolean {
  if (name === 'yes') return one['yes'] === false && other['yes'] === true;
  const [from, to] = [one['count'], other['count']];
  return name === 'count' && typeof from === 'number' && typeof to === 'number' && to < from;
}
