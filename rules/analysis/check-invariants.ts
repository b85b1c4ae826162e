// Each invariant proved over the whole space, or refuted by a region and a case.
import type { BuiltIn } from '../invariants.ts';
import { ladder } from '../rule-set.ts';
import type { Ask, Authority } from '../rule-set.ts';
import { height, whose } from '../stages.ts';
import { findRegion } from './context.ts';
import type { Context } from './context.ts';
import { encodeCondition } from './encode.ts';
import { isRung, standing } from './features.ts';
import { strengthOf } from './effects.ts';
import type { Example, Finding } from './findings.ts';
import { firedIn } from './routes.ts';
import { FALSE } from './solver.ts';
import type { Literal } from './solver.ts';

export type Checked = { findings: Finding[]; proved: string[] };

export function checkInvariants(context: Context, invariants: readonly BuiltIn[]): Checked {
  const checked: Checked = { findings: [], proved: [] };
  for (const invariant of invariants) {
    if (context.isOver()) {
      context.notDecided.push({ what: `invariant ${invariant.id}`, why: 'time' });
      continue;
    }
    const when = encodeCondition(context.view, invariant.when, 'must');
    const { solver, view, verdict } = context;
    const settles = invariant.settles ? [verdict.settled, encodeCondition(view, invariant.settles, 'must')] : [FALSE];
    const broken = solver.and([when, -holdsOf(context, invariant.must), -solver.and(settles)]);
    const found = findRegion(context, broken);
    if (!found) checked.proved.push(invariant.id);
    else {
      const finding = refuted(invariant, 'invariant-refuted', `Refuted: ${invariant.title}.`, found);
      checked.findings.push({ ...finding, rules: clearing(context, found.example) });
    }
  }
  return checked;
}

/** The rules that spoke in this case, for whoever looks for the cause. */
function clearing({ compiled }: Context, example: Example): string[] {
  const fired = firedIn(compiled, example);
  return fired.filter((rule) => rule.then.some((outcome) => strengthOf(outcome) !== 'tell')).map(({ id }) => id);
}

export function refuted(
  { id }: { id: string },
  code: string,
  message: string,
  found: Pick<Finding, 'region' | 'example' | 'beside'>,
): Finding {
  const { region, example, beside } = found;
  return {
    kind: 'invariant',
    weight: 'blocks',
    code,
    rules: [],
    message,
    invariant: id,
    ...(region ? { region } : {}),
    ...(example ? { example } : {}),
    ...(beside ? { beside } : {}),
  };
}

function holdsOf({ solver, verdict }: Context, must: BuiltIn['must']): Literal {
  const { outcome } = verdict;
  const halted = solver.or([outcome.deny, outcome.return, outcome.hold]);
  const asked = (isWanted: (ask: Ask) => boolean) =>
    solver.or(standing(solver, verdict).flatMap(({ ask, at }) => (isWanted(ask) ? [at] : [])));
  switch (must.be) {
    case 'halted':
      return halted;
    case 'looked-at':
      return -verdict.clears;
    case 'asked-for':
      return -verdict.settled;
    case 'decided':
      return solver.or([halted, asked((ask) => isAtLeast(ask, must.atLeast))]);
    case 'decided-by-ladder':
      return solver.or([-outcome.decide, asked((ask) => isRung(ask) && whose(ask) === 'area')]);
  }
}

/** The authority of the area itself or, on the ladder, one above it. */
export function isAtLeast(ask: Ask, least: Authority): boolean {
  if (ask.mode !== 'decide' || whose(ask) !== 'area') return false;
  const rung = (ladder as readonly Authority[]).indexOf(least);
  return ask.authority === least || (rung >= 0 && height(ask) >= rung);
}
