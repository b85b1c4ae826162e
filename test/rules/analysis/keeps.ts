// What a route must be, and what it shows, read from the route alone.
import type { Route } from '../../../rules/analysis/findings.ts';
import type { BuiltIn } from '../../../rules/invariants.ts';
import type { Ask, Outcome } from '../../../rules/rule-set.ts';
import { ladder } from '../../../rules/rule-set.ts';

const clearing = ['automatic', 'not-required', 'registered'];
export const isCleared = ({ outcome }: Route) => clearing.includes(outcome);
export const isSettled = ({ outcome }: Route) => outcome === 'not-required' || outcome === 'registered';

/** Every kind of claim there is. */
export const musts: BuiltIn['must'][] = [
  { be: 'halted' },
  { be: 'looked-at' },
  { be: 'asked-for' },
  { be: 'decided', atLeast: 'clearing-officer' },
  { be: 'decided', atLeast: 'acting-designated-official' },
  { be: 'decided', atLeast: 'bureau-director' },
  { be: 'decided-by-ladder' },
];

export function keeps({ outcome, stages }: Route, must: BuiltIn['must']): boolean {
  const isHalted = ['deny', 'return', 'hold'].includes(outcome);
  if (must.be === 'halted') return isHalted;
  if (must.be === 'looked-at') return !clearing.includes(outcome);
  if (must.be === 'asked-for') return outcome !== 'not-required' && outcome !== 'registered';
  if (must.be === 'decided-by-ladder') {
    return outcome !== 'decide' || stages.some(({ asks }) => asks.some(isOfLadder));
  }
  const rung = (authority: string) => (ladder as readonly string[]).indexOf(authority);
  const isEnough = ({ mode, of, authority }: Ask) =>
    mode === 'decide' &&
    of === undefined &&
    (authority === must.atLeast || (rung(must.atLeast) >= 0 && rung(authority) >= rung(must.atLeast)));
  return isHalted || stages.some(({ asks }) => asks.some(isEnough));
}

export function shows({ outcome, stages }: Route, word: Outcome): boolean {
  if (word.kind === 'stop') return outcome === (word.remedy === 'none' ? 'deny' : 'return');
  if (word.kind === 'hold') return outcome === 'hold';
  if (word.kind === 'allow') return outcome === 'automatic';
  if (word.kind !== 'require' || word.mode === 'inform') return true;
  const stage = word.stage ?? (word.mode === 'advise' ? 10 : 20);
  return stages.some(
    (one) =>
      one.stage === stage &&
      one.asks.some(
        ({ authority, mode, of }) =>
          authority === word.authority && mode === word.mode && (of ?? 'area') === (word.of ?? 'area'),
      ),
  );
}

function isOfLadder({ mode, of, authority }: Ask): boolean {
  return mode === 'decide' && of === undefined && (ladder as readonly string[]).includes(authority);
}

/** Whether advice stands in it that no later stage decides after. */
export function leavesUnheard({ stages }: Route, { authority, stage = 10, of = 'area' }: Ask): boolean {
  const isIt = (ask: Ask) => ask.mode === 'advise' && ask.authority === authority && (ask.of ?? 'area') === of;
  const isAsked = stages.some((one) => one.stage === stage && one.asks.some(isIt));
  return isAsked && !stages.some((one) => one.stage > stage && one.asks.some(({ mode }) => mode === 'decide'));
}
