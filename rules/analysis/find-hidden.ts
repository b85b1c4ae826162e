// Rules whose word never counts, because whenever they fire another says something stronger.
import type { Ask, Outcome } from '../rule-set.ts';
import { stageOf, whose } from '../stages.ts';
import type { Context } from './context.ts';
import { findRegion } from './context.ts';
import { countsOf, objects, strengthOf, strongest, strengths } from './effects.ts';
import type { EncodedRule } from './encode.ts';
import { awaited, standing } from './features.ts';
import type { Finding } from './findings.ts';
import { eachRule } from './idle.ts';
import { FALSE } from './solver.ts';
import type { Literal } from './solver.ts';

export function findHidden(context: Context): Finding[] {
  const counts = countsOf(context);
  return eachRule(context, 'rules that never count', (entry) => {
    if (!context.solver.isPossible(entry.fired)) return [];
    const hidden = entry.rule.then.find((outcome) => {
      const at = counts(entry, outcome);
      return at !== null && !context.solver.isPossible(entry.fired, at);
    });
    return [...(hidden ? [describe(context, entry, hidden)] : []), ...findUnawaited(context, entry)];
  });
}

/** Advice counts only where a later stage decides: else whoever decides need not have heard it. */
function findUnawaited(context: Context, entry: EncodedRule): Finding[] {
  const { solver, verdict } = context;
  const all = standing(solver, verdict);
  const found = entry.rule.then.flatMap((outcome) => {
    if (outcome.kind !== 'require' || outcome.mode !== 'advise') return [];
    const stage = stageOf(outcome);
    const asked = all.find(({ ask, stage: own }) => own === stage && isSame(ask, outcome));
    return findRegion(context, solver.and([entry.fired, asked?.at ?? FALSE, -awaited(solver, all, stage)])) ?? [];
  });
  const message = 'Advice is asked for, but whoever decides does not wait for it: no later stage decides.';
  return found.slice(0, 1).map(({ region, example }) => ({
    ...{ kind: 'overlap', weight: 'warns', code: 'advice-not-awaited', rules: [entry.rule.id], message },
    ...{ region, example },
  }));
}

function isSame(one: Ask, other: Ask): boolean {
  return one.mode === other.mode && one.authority === other.authority && whose(one) === whose(other);
}

function describe(context: Context, entry: EncodedRule, outcome: Outcome): Finding {
  const { solver, verdict } = context;
  const is = (...literals: Literal[]) => solver.isPossible(entry.fired, ...literals);
  const isAsk = outcome.kind === 'require';
  const found = findRegion(context, entry.fired);
  const shown = found ? { region: found.region, example: found.example } : {};
  if (isAsk && outcome.mode === 'decide' && is(verdict.outcome.decide)) {
    const by = outranking(context, entry);
    const message = 'Whoever this rule asks never decides: another rule always asks a higher authority.';
    return {
      kind: 'overlap',
      weight: 'tells',
      code: 'ask-outranked',
      rules: ordered(context, entry, by),
      message,
      ...shown,
    };
  }
  if (isAsk && outcome.mode === 'advise') {
    const message = 'The advice this rule asks for is never given: nobody decides where it fires.';
    return { kind: 'overlap', weight: 'tells', code: 'advice-unheard', rules: [entry.rule.id], message, ...shown };
  }
  const by = overriding(context, entry, outcome);
  const rules = ordered(context, entry, by);
  if (objects(entry) && strengthOf(outcome) !== 'settle' && !is(-verdict.settled)) {
    const message = 'This rule halts or asks, but whenever it fires another has settled that no clearance is needed.';
    return { kind: 'contradiction', weight: 'blocks', code: 'halt-hidden', rules, message, ...shown };
  }
  const message = 'What this rule says never counts: whenever it fires another says something stronger.';
  return { kind: 'contradiction', weight: 'warns', code: 'never-counts', rules, message, ...shown };
}

/** One rule that fires wherever this one does and says something stronger, if a single one does. */
function overriding(context: Context, entry: EncodedRule, outcome: Outcome): EncodedRule | undefined {
  const own = strengths.indexOf(strengthOf(outcome));
  const isRival = (other: EncodedRule) =>
    strongest(other) > own || (strengthOf(outcome) === 'settle' && strongest(other) === own);
  return covering(context, entry, context.rules.filter(isRival));
}

function outranking(context: Context, entry: EncodedRule): EncodedRule | undefined {
  const decides = ({ rule }: EncodedRule) => rule.then.some((outcome) => strengthOf(outcome) === 'decide');
  return covering(context, entry, context.rules.filter(decides));
}

/** Each case in which one of them does not fire rules out all others that do not fire there either. */
function covering({ solver }: Context, entry: EncodedRule, some: readonly EncodedRule[]): EncodedRule | undefined {
  let left = some.filter((other) => other !== entry);
  for (let first = left[0]; first; first = left[0]) {
    const model = solver.solve([entry.fired, -first.fired]);
    if (!model) return first;
    left = left.filter(({ fired }) => model(fired));
  }
  return undefined;
}

function ordered({ rules }: Context, entry: EncodedRule, other: EncodedRule | undefined): string[] {
  return rules.filter((one) => one === entry || one === other).map(({ rule }) => rule.id);
}
