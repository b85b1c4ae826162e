// Composes the verdict from the rules that fired and those a missing fact left undecided (hit policy "collect").
import { mergeAsks, stagesOf } from './stages.ts';
import type { Ask, Outcome, Rule, RuleSet, Verdict } from './rule-set.ts';

type Composed = Omit<Verdict, 'ruleSet' | 'failure' | 'unusable'>;
type Settle = Extract<Outcome, { kind: 'settle' }>;

/** Both lists come in rule order. */
export function compose(ruleSet: RuleSet, fired: readonly Rule[], undecided: readonly Rule[]): Composed {
  const ids = { fired: fired.map(({ id }) => id), undecided: undecided.map(({ id }) => id) };
  const settling = fired.find((rule) => rule.then.some(isSettle));
  if (settling) {
    const kept = fired.filter((rule) => rule.step <= settling.step || onlyTells(rule));
    const state = settling.then.find(isSettle)?.state ?? 'registered';
    return { outcome: state, ...collected(kept, []), stages: [], ...ids };
  }
  const spoken = fired.flatMap((rule) => rule.then);
  const asked = undecided.length > 0 ? ruleSet.undecided : [];
  const outcome = outcomeOf([...spoken, ...asked]);
  const added = outcome === undefined ? ruleSet.otherwise : asked;
  const final = outcome ?? outcomeOf([...spoken, ...added]) ?? 'decide';
  const stages = final === 'decide' ? stagesOf([...spoken, ...added]) : [];
  return { outcome: final, ...collected(fired, added), stages, ...ids };
}

/** The rules themselves failed: the same person is asked as for a missing fact. */
export function composeFailure(ruleSet: RuleSet): Composed {
  const stages = stagesOf(ruleSet.undecided);
  return { outcome: 'decide', ...collected([], ruleSet.undecided), stages, fired: [], undecided: [] };
}

/** First stopper wins; undefined where nothing stops, asks or allows. */
function outcomeOf(outcomes: readonly Outcome[]): Composed['outcome'] | undefined {
  const has = (wanted: (outcome: Outcome) => boolean) => outcomes.some(wanted);
  if (has((outcome) => outcome.kind === 'stop' && outcome.remedy === 'none')) return 'deny';
  if (has((outcome) => outcome.kind === 'stop')) return 'return';
  if (has((outcome) => outcome.kind === 'hold')) return 'hold';
  if (has((outcome) => outcome.kind === 'require' && outcome.mode === 'decide')) return 'decide';
  if (has((outcome) => outcome.kind === 'allow')) return 'automatic';
  return undefined;
}

function collected(rules: readonly Rule[], added: readonly Outcome[]) {
  const outcomes = [...rules.flatMap((rule) => rule.then), ...added];
  const codes = [
    ...rules.flatMap((rule) => [rule.reason ?? [], rule.then.flatMap(codeOf)].flat()),
    ...added.flatMap(codeOf),
  ];
  return {
    reasons: [...new Set(codes)],
    informs: mergeAsks(outcomes.filter((outcome): outcome is Ask => isAsk(outcome) && outcome.mode === 'inform')),
    conditions: distinct(
      outcomes.flatMap((outcome) => {
        if (outcome.kind !== 'condition') return [];
        const { code, due } = outcome;
        return [due === undefined ? { code } : { code, due }];
      }),
    ),
    opens: distinct(
      outcomes.flatMap((outcome) => {
        if (outcome.kind !== 'openCase') return [];
        const { process, degree } = outcome;
        return [degree === undefined ? { process } : { process, degree }];
      }),
    ),
  };
}

function codeOf(outcome: Outcome): string[] {
  return outcome.kind === 'note' || outcome.kind === 'stop' || outcome.kind === 'hold' ? [outcome.code] : [];
}

function onlyTells(rule: Rule): boolean {
  return rule.then.every((outcome) => outcome.kind === 'note' || (isAsk(outcome) && outcome.mode === 'inform'));
}

function isAsk(outcome: Outcome): outcome is Ask {
  return outcome.kind === 'require';
}

function isSettle(outcome: Outcome): outcome is Settle {
  return outcome.kind === 'settle';
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
