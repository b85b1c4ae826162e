// Rules that fire together and cannot both be meant: settled over a halt, or one code said in two ways.
import { stageOf, whose } from '../stages.ts';
import type { Outcome } from '../rule-set.ts';
import type { Context } from './context.ts';
import { findRegion } from './context.ts';
import { objects } from './effects.ts';
import type { EncodedRule } from './encode.ts';
import type { Finding } from './findings.ts';

/** In the same or an earlier step a halt was not meant to be passed over; in a later step it was (domain 1.11). */
export function findSettledOver(context: Context): Finding[] {
  const isSettling = ({ rule }: EncodedRule) => rule.then.some((outcome) => outcome.kind === 'settle');
  const entries = context.rules.map((entry) => ({ entry }));
  return pairs(context, 'settling rules', entries, (settle, other) => {
    if (!isSettling(settle)) return null;
    if (objects(other) && other.rule.step <= settle.rule.step) {
      return {
        kind: 'contradiction',
        weight: 'blocks',
        code: 'settled-over-halt',
        message: 'One rule settles that no clearance is needed where another, no later in the order, halts or asks.',
      };
    }
    if (!isSettling(other) || stateOf(settle) === stateOf(other) || !isBefore(context, settle, other)) return null;
    return {
      kind: 'overlap',
      weight: 'tells',
      code: 'settles-differ',
      message: 'Two rules settle the same cases differently; the first in order stands.',
    };
  });
}

/** What one code, or one ask, says about itself: two rules that fire together must not say it in two ways. */
const said: readonly { code: string; of: (outcome: Outcome) => [subject: string, word: string] | null }[] = [
  { code: 'remedies-differ', of: (one) => (one.kind === 'stop' ? [one.code, one.remedy] : null) },
  { code: 'dues-differ', of: (one) => (one.kind === 'condition' ? [one.code, one.due ?? ''] : null) },
  { code: 'degrees-differ', of: (one) => (one.kind === 'openCase' ? [one.process, one.degree ?? ''] : null) },
  {
    code: 'deadlines-differ',
    of: (one) =>
      one.kind === 'require' && one.deadlineHours !== undefined
        ? [`${stageOf(one)} ${one.mode} ${one.authority} ${whose(one)}`, String(one.deadlineHours)]
        : null,
  },
];
const messages: Readonly<Record<string, string>> = {
  'remedies-differ': 'The same stop goes back to the requester in one rule and is denied in the other.',
  'dues-differ': 'The same condition is due at two times.',
  'degrees-differ': 'The same kind of case is opened in two degrees.',
  'deadlines-differ': 'The same authority is asked with two deadlines; the shorter stands.',
};

export function findDoubleWords(context: Context): Finding[] {
  return said.flatMap(({ code, of }) => {
    const finding = { kind: 'contradiction', weight: 'warns', code, message: messages[code] ?? '' } as const;
    return groups(context.rules, of).flatMap((alike) =>
      pairs(context, 'codes said in two ways', alike, (one, other) => {
        const words = (entry: EncodedRule) => alike.filter((each) => each.entry === entry).map(({ word }) => word);
        const isDouble = words(one).some((word) => words(other).some((second) => second !== word));
        return isDouble && isBefore(context, one, other) ? finding : null;
      }),
    );
  });
}

type Said = { entry: EncodedRule; word: string };

/** Rules that speak of one subject in more than one way. */
function groups(rules: readonly EncodedRule[], of: (outcome: Outcome) => [string, string] | null): Said[][] {
  const bySubject = new Map<string, Said[]>();
  for (const entry of rules) {
    for (const [subject, word] of entry.rule.then.map(of).filter((one) => one !== null)) {
      bySubject.set(subject, [...(bySubject.get(subject) ?? []), { entry, word }]);
    }
  }
  return [...bySubject.values()].filter((alike) => new Set(alike.map(({ word }) => word)).size > 1);
}

function stateOf({ rule }: EncodedRule): string | undefined {
  return rule.then.find((outcome) => outcome.kind === 'settle')?.state;
}

function isBefore({ rules }: Context, one: EncodedRule, other: EncodedRule): boolean {
  return rules.indexOf(one) <= rules.indexOf(other);
}

/** Looks at pairs that the shape of the rules makes suspect, and reports those that can fire together. */
function pairs(
  context: Context,
  what: string,
  some: readonly { entry: EncodedRule }[],
  suspect: (one: EncodedRule, other: EncodedRule) => Pick<Finding, 'kind' | 'weight' | 'code' | 'message'> | null,
): Finding[] {
  const { solver, isOver, notDecided, mostRegions } = context;
  const entries = [...new Set(some.map(({ entry }) => entry))];
  const findings: Finding[] = [];
  for (const one of entries) {
    for (const other of entries) {
      const finding = suspect(one, other);
      if (!finding) continue;
      if (isOver() || findings.length >= mostRegions) {
        notDecided.push({ what, why: isOver() ? 'time' : 'size' });
        return findings;
      }
      const found = findRegion(context, solver.and([one.fired, other.fired]));
      const ids = entries.filter((entry) => entry === one || entry === other).map(({ rule }) => rule.id);
      if (found) findings.push({ ...finding, rules: ids, region: found.region, example: found.example });
      else if (finding.code === 'remedies-differ') findings.push({ ...finding, weight: 'tells', rules: ids });
    }
  }
  return findings;
}
