// Asks that can arise where nobody holds the authority, nor any that stands in for it.
import { whose } from '../stages.ts';
import type { RuleSet } from '../rule-set.ts';
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
  const asks = outcomes.filter((one) => one.kind === 'require' && one.mode !== 'inform' && whose(one) === 'area');
  const vacant = roster.filter(({ reachable }) =>
    asks.some((ask) => ask.kind === 'require' && !reachable.includes(ask.authority)),
  );
  if (vacant.length > budget.mostRegions) budget.notDecided.push({ what: 'vacancies', why: 'size' });
  return vacant.slice(0, budget.mostRegions);
}

/** Asks of the traveller's own organization are left out: who holds them does not hang on the place. */
export function findVacancies(context: Context, roster: Roster): Finding[] {
  const { solver, verdict, isOver, notDecided } = context;
  const findings: Finding[] = [];
  const asks = standing(solver, verdict).filter(({ ask }) => whose(ask) === 'area');
  for (const post of roster) {
    for (const { ask, at } of asks) {
      if (post.reachable.includes(ask.authority)) continue;
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
