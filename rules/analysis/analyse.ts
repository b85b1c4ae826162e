// The analysis of a rule set: complete over every case its rules can tell apart, within limits it owns up to.
import { compile } from '../compile.ts';
import type { CompiledRuleSet } from '../compile.ts';
import { conditionFaults } from '../guard-conditions.ts';
import { frameOf, general } from '../invariants.ts';
import type { BuiltIn, PairInvariant } from '../invariants.ts';
import type { Condition, FactDeclaration, RuleSet } from '../rule-set.ts';
import { checkInvariants, refuted } from './check-invariants.ts';
import { checkMissing, checkPairs, checkTimer, findDateOpenings } from './check-pairs.ts';
import { budgetOf, contextOf } from './context.ts';
import type { Context } from './context.ts';
import { findDoubleWords, findSettledOver } from './find-contradictions.ts';
import { findHidden } from './find-hidden.ts';
import { deadEnds, findDeadEnds, findVacancies, vacantPosts } from './find-vacancies.ts';
import type { Analysis, Finding, Limits, NotDecided } from './findings.ts';
import { findGaps } from './gaps.ts';
import { findNeverFiring, findRedundant } from './idle.ts';
import type { Ground } from './roster.ts';

export type AnalyseOptions = Ground & {
  /** Besides those of the process and those the set brings. */
  invariants?: readonly BuiltIn[];
  /** As the product declares them; default: those of the process the set is named after. */
  factsOfProcess?: readonly FactDeclaration[];
  limits?: Limits;
  elapsed?: () => number;
  /** Told after each part, with all that is left named as not decided. */
  onProgress?: (soFar: Analysis) => void;
};

type Part = { what: string; run: (context: Context) => Finding[] };

export function analyse(input: RuleSet | CompiledRuleSet, options: AnalyseOptions = {}): Analysis {
  const { limits = {}, elapsed = () => performance.now(), onProgress } = options;
  const started = elapsed();
  const compiled = 'ruleSet' in input ? input : compile(input);
  const { ruleSet, hash, types } = compiled;
  const frame = frameOf(ruleSet.name);
  const own = [...(frame?.invariants ?? []), ...(options.invariants ?? []), ...(ruleSet.invariants ?? [])];
  const claimed = [...(frame?.pairs ?? []), ...own];
  const alien = claimed.filter((one) => !isReadable(one, claimed, types));
  const isAlien = new Set<unknown>(alien);
  const [pairs, readable] = [
    (frame?.pairs ?? []).filter((one) => !isAlien.has(one)),
    own.filter((one) => !isAlien.has(one)),
  ];
  const budget = budgetOf(limits, elapsed);
  const { roles = [] } = options;
  const vacant = vacantPosts(ruleSet, roles, budget);
  const findings = [...differentFacts(ruleSet, options.factsOfProcess ?? frame?.facts), ...alien.map(unreadable)];
  const proved: string[] = [];
  const keep = ({ findings: found, proved: ids }: { findings: Finding[]; proved: string[] }) => {
    proved.push(...ids);
    return found;
  };
  const parts: Part[] = [
    { what: 'invariants', run: (context) => keep(checkInvariants(context, readable)) },
    { what: 'pairs of cases', run: (context) => keep(checkPairs(context, pairs)) },
    { what: 'silence', run: (context) => keep(checkSilence(context)) },
    { what: 'missing facts', run: (context) => keep(checkMissing(context)) },
    { what: 'facts of the clock', run: (context) => keep(checkTimer(context)) },
    { what: deadEnds, run: (context) => findDeadEnds(context, roles) },
    { what: 'settling rules', run: findSettledOver },
    { what: 'rules that never count', run: findHidden },
    { what: 'codes said in two ways', run: findDoubleWords },
    { what: 'rules that never fire', run: findNeverFiring },
    { what: 'redundant rules', run: findRedundant },
    { what: 'gaps', run: findGaps },
    { what: 'periods', run: findDateOpenings },
    { what: 'vacancies', run: (context) => findVacancies(context, vacant, roles) },
  ];
  const size = { rules: ruleSet.rules.length, facts: ruleSet.facts.length };
  const result = (queries: number, notDecided: NotDecided[]): Analysis => ({
    ruleSet: { name: ruleSet.name, version: ruleSet.version, hash },
    findings: sorted(findings, compiled),
    proved,
    notDecided,
    size: { ...size, queries, ms: elapsed() - started },
  });
  const open = (from: number, why: NotDecided['why']) => parts.slice(from).map(({ what }) => ({ what, why }));
  onProgress?.(result(0, open(0, 'time')));
  let at = 0;
  let queries = 0;
  try {
    const named = { country: vacant.map(({ country }) => country), area: vacant.map(({ area }) => area) };
    const context = contextOf(compiled, [...pairs, ...readable].flatMap(conditionsOf), named, budget, options.areas);
    for (; at < parts.length; at += 1) {
      findings.push(...parts[at]!.run(context));
      queries = context.solver.queries;
      onProgress?.(result(queries, [...budget.notDecided, ...open(at + 1, 'time')]));
    }
  } catch (error) {
    if (!isOutOfMemory(error)) throw error;
    budget.notDecided.push(...open(at, 'size'));
  }
  return result(queries, budget.notDecided);
}

/** The guards say so already; it is asked of the circuits once more. */
function checkSilence({ solver, verdict }: Context): { findings: Finding[]; proved: string[] } {
  const { gap, anyUndecided, clears } = verdict;
  const isCleared = solver.isPossible(solver.or([gap, anyUndecided]), clears);
  if (!isCleared) return { findings: [], proved: [general.silence.id] };
  return {
    findings: [refuted(general.silence, 'silence-clears', `Refuted: ${general.silence.title}.`, {})],
    proved: [],
  };
}

/** A set that declares its facts otherwise could pass by what is built in. */
function differentFacts(ruleSet: RuleSet, product: readonly FactDeclaration[] | undefined): Finding[] {
  if (!product) return [];
  const words = ({ of, absent, clock }: FactDeclaration) => JSON.stringify([of, absent ?? null, clock ?? null]);
  const known = new Map(product.map((fact) => [fact.name, words(fact)]));
  const own = new Map(ruleSet.facts.map((fact) => [fact.name, words(fact)]));
  const odd = [...new Set([...known.keys(), ...own.keys()])].filter((name) => known.get(name) !== own.get(name));
  if (odd.length === 0) return [];
  const message = `These facts are not declared as the product has them: ${odd.join(', ')}.`;
  return [{ kind: 'invariant', weight: 'blocks', code: 'facts-differ', rules: [], message }];
}

/** A name stands for one claim: what is proved is told by it. */
function isReadable(claim: Claim, claimed: readonly Claim[], types: CompiledRuleSet['types']): boolean {
  const isTaken = Object.values(general).some(({ id }) => id === claim.id);
  const isFirst = claimed.find(({ id }) => id === claim.id) === claim;
  const isThere = !('absence' in claim) || claim.absence === null || types.has(claim.absence);
  return !isTaken && isFirst && isThere && conditionsOf(claim).every((one) => conditionFaults(one, types).length === 0);
}

type Claim = BuiltIn | PairInvariant;

function conditionsOf(claim: Claim): Condition[] {
  if ('absence' in claim) return claim.unless ? [claim.unless] : [];
  return claim.settles ? [claim.when, claim.settles] : [claim.when];
}

function unreadable(claim: Claim): Finding {
  const message = `Cannot be checked, for its name is taken or it names what is not declared: ${claim.title}.`;
  return refuted(claim, 'invariant-unreadable', message, {});
}

const weights: readonly Finding['weight'][] = ['blocks', 'warns', 'tells'];

/** Heaviest first, then in rule order. */
function sorted(findings: readonly Finding[], { rules }: CompiledRuleSet): Finding[] {
  const order = new Map(rules.map(({ rule }, index) => [rule.id, index]));
  const first = ({ rules: ids }: Finding) => Math.min(...ids.map((id) => order.get(id) ?? 0), rules.length);
  return findings.toSorted(
    (one, other) => weights.indexOf(one.weight) - weights.indexOf(other.weight) || first(one) - first(other),
  );
}

/** MiniSat has a fixed heap and aborts where it is full. */
function isOutOfMemory(error: unknown): boolean {
  return /enlarge memory|abort/i.test(String(error));
}
