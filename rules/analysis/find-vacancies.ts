// Asks that can arise where nobody holds the authority, nor any that stands in for it.
import type { Authority, RuleSet } from '../rule-set.ts';
import type { Budget, Context } from './context.ts';
import { findRegion } from './context.ts';
import { within } from './dimensions.ts';
import { standing } from './features.ts';
import type { Finding } from './findings.ts';
import type { Post, Roster } from './roster.ts';
import { TRUE } from './solver.ts';

/** Posts that lack somebody whom the rules may ask; told apart in the space only where there are any. */
export function vacantPosts({ rules, otherwise, undecided }: RuleSet, roster: Roster, budget: Budget): Roster {
  const outcomes = [...rules.flatMap(({ then }) => then), ...otherwise, ...undecided];
  const asks = outcomes.flatMap((one) => (one.kind === 'require' && one.mode !== 'inform' ? [one] : []));
  const inVain = asks.filter(({ mode, authority }) => mode === 'decide' && !isHeldAnywhere(roster, authority));
  const told = new Set(inVain.map(({ authority }) => authority));
  const vacant = roster.filter(({ reachable }) =>
    asks.some(({ authority }) => !reachable.includes(authority) && !told.has(authority)),
  );
  if (vacant.length > budget.mostRegions) budget.notDecided.push({ what: 'vacancies', why: 'size' });
  return vacant.slice(0, budget.mostRegions);
}

/** Asks to decide that reach nobody in any place, neither who is named nor who stands in: told once each. */
export function findDeadEnds(context: Context, roster: Roster): Finding[] {
  const { solver, verdict, isOver, notDecided } = context;
  if (roster.length === 0) return [];
  const decides = standing(solver, verdict).filter(({ ask }) => ask.mode === 'decide');
  return [...new Set(decides.map(({ ask }) => ask.authority))].flatMap((authority): Finding[] => {
    if (isHeldAnywhere(roster, authority)) return [];
    if (isOver()) {
      notDecided.push({ what: deadEnds, why: 'time' });
      return [];
    }
    const asks = decides.filter(({ ask }) => ask.authority === authority);
    const found = findRegion(context, solver.or(asks.map(({ at }) => at)));
    if (!found) return [];
    const { rules } = context.compiled.ruleSet;
    const asking = rules.filter(({ then }) =>
      then.some((one) => one.kind === 'require' && one.mode === 'decide' && one.authority === authority),
    );
    return [
      {
        ...{ kind: 'vacancy', weight: 'blocks', code: 'reaches-nobody', rules: asking.map(({ id }) => id) },
        message: `“${authority}” is asked to decide, and nobody holds it or stands in for it in any place.`,
        ...{ region: found.region, example: found.example },
      },
    ];
  });
}

export const deadEnds = 'asks that reach nobody';

function isHeldAnywhere(roster: Roster, authority: Authority): boolean {
  return roster.some(({ reachable, atTimes = [] }) => reachable.includes(authority) || atTimes.includes(authority));
}

/** Asks that reach nobody in some of the places. */
export function findVacancies(context: Context, vacant: Roster, roster: Roster): Finding[] {
  const { solver, verdict, isOver, notDecided } = context;
  const findings: Finding[] = [];
  const asks = standing(solver, verdict);
  for (const post of vacant) {
    for (const { ask, at } of asks) {
      if (post.reachable.includes(ask.authority) || (ask.mode === 'decide' && !isHeldAnywhere(roster, ask.authority)))
        continue;
      if (isOver()) {
        notDecided.push({ what: 'vacancies', why: 'time' });
        return findings;
      }
      const found = findRegion(context, solver.and([at, isAt(context, post)]));
      if (!found) continue;
      const message = `In ${post.area} (${post.country}) nobody is appointed whom “${ask.authority}” would reach.`;
      const place = { ...found.example.in, country: post.country, area: post.area };
      const example = { ...found.example, in: place };
      const region = [
        ...found.region.filter(({ fact }) => fact !== 'country' && fact !== 'area'),
        { fact: 'country', values: [post.country], missing: false },
        { fact: 'area', values: [post.area], missing: false },
      ];
      findings.push({
        kind: 'vacancy',
        weight: 'warns',
        code: 'nobody-appointed',
        rules: [],
        message,
        region,
        example,
      });
    }
  }
  return findings;
}

function isAt({ solver, space }: Context, post: Post): number {
  const [country, area] = [space.places.get('country'), space.places.get('area')];
  return solver.and([
    country ? within(solver, country, ({ sample }) => sample === post.country) : TRUE,
    area ? within(solver, area, ({ sample }) => sample === post.area) : TRUE,
  ]);
}
