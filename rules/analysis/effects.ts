// What each word of a rule is for: where it counts when the rule fires.
import { stageOf, whose } from '../stages.ts';
import type { Outcome } from '../rule-set.ts';
import type { Context } from './context.ts';
import type { EncodedRule } from './encode.ts';
import { standing } from './features.ts';
import { FALSE } from './solver.ts';
import type { Literal } from './solver.ts';

/** Stronger ends the verdict whatever weaker ones say; settling comes before all. */
export const strengths = ['tell', 'allow', 'decide', 'hold', 'return', 'deny', 'settle'] as const;
export type Strength = (typeof strengths)[number];

export function strengthOf(outcome: Outcome): Strength {
  switch (outcome.kind) {
    case 'stop':
      return outcome.remedy === 'none' ? 'deny' : 'return';
    case 'require':
      return outcome.mode === 'decide' ? 'decide' : 'tell';
    case 'settle':
    case 'hold':
    case 'allow':
      return outcome.kind;
    default:
      return 'tell';
  }
}

export function strongest({ rule }: EncodedRule): number {
  return Math.max(...rule.then.map((outcome) => strengths.indexOf(strengthOf(outcome))));
}

/** Whether a rule halts or asks somebody to decide. */
export function objects(entry: EncodedRule): boolean {
  return entry.rule.then.some((outcome) => ['decide', 'hold', 'return', 'deny'].includes(strengthOf(outcome)));
}

/** Where an outcome of a rule that fired shows in the verdict; null where it always does. */
export function countsOf({ solver, verdict }: Context): (entry: EncodedRule, outcome: Outcome) => Literal | null {
  const asks = new Map(standing(solver, verdict).map(({ key, at }) => [key, at]));
  const { outcome: ends } = verdict;
  return ({ rule }, outcome) => {
    switch (outcome.kind) {
      case 'settle':
        return verdict.settles.get(rule.id) ?? FALSE;
      case 'stop':
        return outcome.remedy === 'none' ? ends.deny : ends.return;
      case 'hold':
        return ends.hold;
      case 'allow':
        return ends.automatic;
      case 'require': {
        if (outcome.mode === 'inform') return null;
        return asks.get(`ask ${stageOf(outcome)} ${outcome.mode} ${outcome.authority} ${whose(outcome)}`) ?? FALSE;
      }
      default:
        return null;
    }
  };
}
