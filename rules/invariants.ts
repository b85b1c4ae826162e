// What must hold whoever edits the rules: built into the product for each process, and for every rule set alike.
import { ruleChangeInvariants } from './invariants-rule-change.ts';
import { travelInvariants, travelPairs } from './invariants-travel-clearance.ts';
import { ruleChangeFacts } from './rule-change-facts.ts';
import type { Condition, FactDeclaration, Invariant } from './rule-set.ts';
import { travelFacts } from './travel-clearance-facts.ts';

/** Besides what a set may say itself: where people decide, the ladder of the area is among them. */
export type BuiltIn = Omit<Invariant, 'must'> & {
  must: Invariant['must'] | { be: 'decided-by-ladder' };
  /** Where it holds for certain, a rule may also settle that no clearance is needed. */
  settles?: Condition;
};

type Named = Pick<Invariant, 'id' | 'title' | 'source'>;
/**
 * Of two cases that differ only in this: the one without that fact is not cleared where one with it would not be;
 * with null, the one of a later day is not cleared where that of an earlier day is not.
 */
export type PairInvariant = Named & {
  absence: string | null;
  /** Not asked where this holds for certain. */
  unless?: Condition;
};

export type ProcessFrame = {
  facts: readonly FactDeclaration[];
  invariants: readonly BuiltIn[];
  pairs: readonly PairInvariant[];
};

const frames: Readonly<Record<string, ProcessFrame>> = {
  travelClearance: { facts: travelFacts, invariants: travelInvariants, pairs: travelPairs },
  ruleChange: { facts: ruleChangeFacts, invariants: ruleChangeInvariants, pairs: [] },
};

/** Facts and invariants that belong to the process and not to a rule set; none for a set of no known process. */
export function frameOf(process: string): ProcessFrame | undefined {
  return Object.hasOwn(frames, process) ? frames[process] : undefined;
}

/** Proved of every set, whatever it is about. */
export const general = {
  missing: {
    id: 'no-missing-fact-clears',
    title:
      'A fact that is not known never clears where a known one would not; where missing means that there is none, only what is claimed by name is proved',
    source: 'A/57/365 annex, para. 22; domain 1.8',
  },
  timer: {
    id: 'no-timer-clears',
    title: 'Time that passes never clears anybody by a fact that moves with the clock',
    source: 'Domain 1.8, silence is never consent',
  },
  silence: {
    id: 'silence-never-clears',
    title: 'Where no rule speaks, or a fact is missing, somebody decides or it is halted',
    source: 'Domain 1.3, 1.8',
  },
} as const;

/** Every invariant that holds for a process by its nature. */
export function invariantsOf(process: string): readonly Named[] {
  const { invariants = [], pairs = [] } = frameOf(process) ?? {};
  return [...Object.values(general), ...invariants, ...pairs];
}
