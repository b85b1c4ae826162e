// What a rule set must satisfy before it may judge anything; every fault is named with its place.
import { z } from 'zod';
import { conditionFaults, shapeFaults } from './guard-conditions.ts';
import type { Fault } from './guard-conditions.ts';
import { RuleSet } from './rule-set.ts';
import type { FactType, Outcome, Rule } from './rule-set.ts';

export const maxRules = 10_000;

export type RuleSetIssue = { rule: string; at: string; code: string; message: string };

export class RuleSetError extends Error {
  readonly issues: readonly RuleSetIssue[];
  constructor(issues: readonly RuleSetIssue[]) {
    super(issues.map(({ rule, at, message }) => `${[rule, at].filter(Boolean).join(' ')}: ${message}`).join('\n'));
    this.name = 'RuleSetError';
    this.issues = issues;
  }
}

/** Gives the rule set back if it is sound, else throws a RuleSetError. */
export function checked(input: unknown): RuleSet {
  refuse(shapeIssues(input));
  const parsed = RuleSet.safeParse(input);
  if (!parsed.success) throw new RuleSetError(parsed.error.issues.map((issue) => fromZod(issue, input)));
  refuse(meaningIssues(parsed.data));
  return parsed.data;
}

function refuse(issues: RuleSetIssue[]) {
  if (issues.length > 0) throw new RuleSetError(issues);
}

/** Looked at before the schema, which would descend a bottomless condition and could only say that no branch fits. */
function shapeIssues(input: unknown): RuleSetIssue[] {
  const rules = rawRules(input);
  if (rules.length > maxRules) {
    return [{ rule: '', at: 'rules', code: 'too-many-rules', message: `A rule set has at most ${maxRules} rules` }];
  }
  return rules.flatMap((rule, index) =>
    isRecord(rule) && 'when' in rule ? placed(rawId(rule, index), shapeFaults(rule['when'])) : [],
  );
}

function meaningIssues(set: RuleSet): RuleSetIssue[] {
  const types = new Map(set.facts.map((fact) => [fact.name, fact.of]));
  return [
    ...factFaults(set).map((fault) => ({ rule: '', ...fault })),
    ...repeated(set.rules.map((rule) => rule.id)).map((id) => ({
      rule: id,
      at: 'id',
      code: 'duplicate-rule',
      message: `Two rules are called ${id}`,
    })),
    ...set.rules.flatMap((rule) => placed(rule.id, ruleFaults(rule, types))),
    ...placed('', outcomeFaults(set.otherwise, 'otherwise')),
    ...placed('', outcomeFaults(set.undecided, 'undecided')),
    ...placed('', fallbackFaults(set)),
  ];
}

function factFaults(set: RuleSet): Fault[] {
  const names = repeated(set.facts.map((fact) => fact.name)).map((name) => ({
    at: 'facts',
    code: 'duplicate-fact',
    message: `The fact ${name} is declared twice`,
  }));
  const values = set.facts.flatMap((fact, index) =>
    'values' in fact.of && fact.of.values && repeated(fact.of.values).length > 0
      ? [{ at: `facts[${index}]`, code: 'duplicate-value', message: `${fact.name} declares a value twice` }]
      : [],
  );
  return [...names, ...values];
}

function ruleFaults(rule: Rule, types: ReadonlyMap<string, FactType>): Fault[] {
  const { from, to } = rule.scope ?? {};
  const reversed = from !== undefined && to !== undefined && from > to;
  return [
    ...(reversed ? [{ at: 'scope', code: 'reversed-dates', message: `${from} is after ${to}` }] : []),
    ...conditionFaults(rule.when, types),
    ...outcomeFaults(rule.then, 'then'),
  ];
}

function outcomeFaults(outcomes: readonly Outcome[], at: string): Fault[] {
  return outcomes.flatMap((outcome, index) => {
    if (outcome.kind !== 'require') return [];
    const place = `${at}[${index}]`;
    if (outcome.authority === 'security-management-team') {
      return [{ at: place, code: 'team-not-available', message: "The team's sitting comes with risk assessments" }];
    }
    if ((outcome.quorum ?? 1) > 1) {
      return [{ at: place, code: 'quorum-not-available', message: 'A quorum comes with risk assessments' }];
    }
    return [];
  });
}

/** Silence clears nothing: what applies when no rule speaks, or a fact is missing, leads to a person or a halt. */
function fallbackFaults({ otherwise, undecided }: RuleSet): Fault[] {
  const clears = (outcome: Outcome) => outcome.kind === 'allow' || outcome.kind === 'settle';
  const halts = (outcome: Outcome) => outcome.kind === 'stop' || outcome.kind === 'hold';
  const decides = (outcome: Outcome) => outcome.kind === 'require' && outcome.mode === 'decide';
  const faults: Fault[] = [];
  if (otherwise.some(clears) || !otherwise.some((outcome) => decides(outcome) || halts(outcome))) {
    faults.push({
      at: 'otherwise',
      code: 'silence-clears',
      message: 'Where no rule speaks, ask somebody, hold or stop',
    });
  }
  if (undecided.some((outcome) => clears(outcome) || halts(outcome)) || !undecided.some(decides)) {
    faults.push({ at: 'undecided', code: 'nobody-decides', message: 'Where a fact is missing, somebody must decide' });
  }
  return faults;
}

function fromZod(issue: z.core.$ZodIssue, input: unknown): RuleSetIssue {
  const [list, index, ...rest] = issue.path;
  const inRule = list === 'rules' && typeof index === 'number';
  return {
    rule: inRule ? rawId(rawRules(input)[index], index) : '',
    at: z.core.toDotPath(inRule ? rest : issue.path),
    code: 'shape',
    message: issue.message,
  };
}

function rawRules(input: unknown): unknown[] {
  return isRecord(input) && Array.isArray(input['rules']) ? input['rules'] : [];
}

function rawId(rule: unknown, index: number): string {
  return isRecord(rule) && typeof rule['id'] === 'string' ? rule['id'] : `rules[${index}]`;
}

function placed(rule: string, faults: Fault[]): RuleSetIssue[] {
  return faults.map((fault) => ({ rule, ...fault }));
}

function repeated(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(names.filter((name) => seen.size === seen.add(name).size))];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
