// The shapes of rules: facts, conditions, outcomes, rule sets and the verdict they give.
import { z } from 'zod';
import { Code, Id } from '../forms/common.ts';

export const authorities = [
  'supervisor',
  'country-representative',
  'security-focal-point',
  'senior-security-manager',
  'executive-head',
  'bureau-director',
  'country-security-adviser',
  'area-security-coordinator',
  'clearing-officer',
  'designated-official',
  'acting-designated-official',
  'security-management-team',
  'regional-operations',
  'air-safety-adviser',
  'under-secretary-general',
  'executive-group-on-security',
  'secretary-general',
  'high-level-committee',
  'warden',
] as const;
export const Authority = z.enum(authorities);
export type Authority = z.infer<typeof Authority>;

const within = (most: number) => (text: string) => Buffer.byteLength(text) <= most;

/** Name of a fact: a closed set of letters, so that no path or prototype key can be written. */
export const FactName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,63}$/)
  .refine((name) => !['constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty'].includes(name));

/** What a fact may be. `scale` is an ordered list of words, lowest first; `choice` has no order. */
export const FactType = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('boolean') }),
  z.strictObject({ type: z.literal('number'), unit: z.string().max(20).optional() }),
  z.strictObject({ type: z.literal('choice'), values: z.array(z.string()).min(1) }),
  z.strictObject({ type: z.literal('scale'), values: z.array(z.string()).min(2) }),
  z.strictObject({ type: z.literal('list'), values: z.array(z.string()).optional() }),
  z.strictObject({ type: z.literal('date') }),
  z.strictObject({ type: z.literal('text') }),
]);
export type FactType = z.infer<typeof FactType>;

export const FactDeclaration = z.strictObject({
  name: FactName,
  title: z.string().min(1).max(120),
  of: FactType,
  from: z.string().min(1).max(200).meta({ description: 'Where the fact comes from, in words' }),
  absent: z
    .literal('none')
    .optional()
    .meta({ description: 'Missing says that there is none; without this mark a missing fact is not known' }),
  clock: z
    .enum(['falls', 'rises'])
    .optional()
    .meta({ description: 'Time alone moves it: numbers fall or rise, false becomes true' }),
});
export type FactDeclaration = z.infer<typeof FactDeclaration>;

export type FactValue = boolean | number | string | readonly string[];
/** A fact that is absent or null is *missing*: not known, never false. */
export type Facts = Readonly<Record<string, FactValue | null | undefined>>;

export const operators = [
  'equal',
  'not-equal',
  'in',
  'not-in',
  'less',
  'at-most',
  'more',
  'at-least',
  'contains',
  'contains-none-of',
  'empty',
  'not-empty',
  'missing',
  'present',
] as const;

/** What a condition on a missing fact comes to: it holds, it fails, or (default) a person must look. */
export const WhenMissing = z.enum(['holds', 'fails', 'person']);

export const Test = z.strictObject({
  fact: FactName,
  is: z.enum(operators),
  value: z.union([z.boolean(), z.number(), z.string(), z.array(z.string())]).optional(),
  missing: WhenMissing.optional(),
});
export type Test = z.infer<typeof Test>;

export type Condition = Test | { all: Condition[] } | { any: Condition[] } | { not: Condition };
export const Condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    Test,
    z.strictObject({ all: z.array(Condition) }),
    z.strictObject({ any: z.array(Condition) }),
    z.strictObject({ not: Condition }),
  ]),
);

/** Whose holder is meant where an authority exists more than once. */
export const relations = ['area', 'claimants', 'traveller'] as const;

export const Outcome = z.discriminatedUnion('kind', [
  /** Ask an authority. Stages run in order; within a stage all must agree; on the ladder the highest asked stands. */
  z.strictObject({
    kind: z.literal('require'),
    authority: Authority,
    mode: z.enum(['decide', 'advise', 'inform']),
    stage: z.int().min(0).max(99).optional().meta({ description: 'Default: advice 10, decision 20' }),
    of: z.enum(relations).optional().meta({ description: 'Default: area' }),
    quorum: z.int().min(1).max(50).optional(),
    deadlineHours: z.number().positive().max(8760).optional(),
  }),
  /** Nobody may grant this now; `mend` goes back to the requester, `none` denies. */
  z.strictObject({ kind: z.literal('stop'), code: Code, remedy: z.enum(['mend', 'none']) }),
  z.strictObject({ kind: z.literal('hold'), code: Code }),
  z.strictObject({
    kind: z.literal('condition'),
    code: Code,
    due: z.enum(['before-departure', 'on-arrival']).optional(),
  }),
  z.strictObject({ kind: z.literal('note'), code: Code }),
  /** No clearance is asked for at all. */
  z.strictObject({ kind: z.literal('settle'), state: z.enum(['not-required', 'registered']) }),
  /** Says explicitly that no person need decide; silence of the rules never does. */
  z.strictObject({ kind: z.literal('allow') }),
  z.strictObject({ kind: z.literal('openCase'), process: Id, degree: z.string().max(40).optional() }),
]);
export type Outcome = z.infer<typeof Outcome>;
export type Ask = Extract<Outcome, { kind: 'require' }>;

export const Scope = z.strictObject({
  countries: z.array(Id).optional(),
  areas: z.array(Id).optional().meta({ description: 'And everything inside them' }),
  organizations: z.array(Id).optional(),
  from: z.iso.date().optional().meta({ description: 'First day of judging, whenever the travel is' }),
  to: z.iso.date().optional().meta({ description: 'Last day of judging' }),
});
export type Scope = z.infer<typeof Scope>;

export const Rule = z.strictObject({
  id: Code,
  title: z.string().min(1).max(200),
  source: z.string().min(1).max(200).meta({ description: 'Document and paragraph the rule comes from' }),
  step: z.int().min(1).max(99).meta({ description: 'Place in the order of evaluation' }),
  scope: Scope.optional(),
  when: Condition,
  reason: Code.optional().meta({ description: 'Reason code recorded when the rule fires' }),
  then: z.array(Outcome).min(1),
});
export type Rule = z.infer<typeof Rule>;

/** What must hold for every case the rule set can meet, whoever edits the rules. */
export const Invariant = z.strictObject({
  id: Code,
  title: z.string().min(1).max(200),
  source: z.string().min(1).max(200),
  when: Condition.meta({ description: 'Asked only where it holds for certain' }),
  must: z.discriminatedUnion('be', [
    /** Sent back, denied or held: nobody may grant it now. */
    z.strictObject({ be: z.literal('halted') }),
    /** Not granted without a person, and not settled. */
    z.strictObject({ be: z.literal('looked-at') }),
    /** Halted, or decided by this authority of the area or a higher one of the ladder. */
    z.strictObject({ be: z.literal('decided'), atLeast: Authority }),
    /** Not settled: a clearance is asked for. */
    z.strictObject({ be: z.literal('asked-for') }),
  ]),
});
export type Invariant = z.infer<typeof Invariant>;

/** A place and date to judge in; a key left out is not known, null says there is none. */
export const Place = z.strictObject({
  country: Id.nullable().optional(),
  area: Id.nullable().optional(),
  inside: z.array(Id).max(100).optional().meta({ description: 'The areas it lies in' }),
  organization: Id.nullable().optional(),
  date: z.iso.date(),
});

/** An example kept with the rules: these facts, in this place, must come to this. What is left out is not compared. */
export const RuleTest = z.strictObject({
  name: z.string().min(1).max(200),
  facts: z.record(FactName, z.union([z.boolean(), z.number(), z.string(), z.array(z.string()), z.null()])),
  in: Place,
  expect: z.strictObject({
    outcome: z.enum(['automatic', 'decide', 'return', 'deny', 'hold', 'not-required', 'registered']).optional(),
    deciders: z.array(Authority).optional().meta({ description: 'Authorities that must decide, in any order' }),
    reasons: z.array(Code).optional().meta({ description: 'Reason codes that must be among those given' }),
    conditions: z.array(Code).optional(),
  }),
  from: z.string().max(100).optional().meta({ description: 'Reference of the case it was taken from' }),
});
export type RuleTest = z.infer<typeof RuleTest>;

export const mostStories = { files: 100, bytes: 64 * 1024, bytesInAll: 1024 * 1024 };

/** A file kept with the rules: a story played before they are published, or as `world.yaml` the world the stories start from. */
export const StoryFile = z.strictObject({
  file: z.string().regex(/^[A-Za-z0-9][\w.-]{0,59}\.yaml$/, 'A name such as T01.yaml'),
  text: z.string().refine(within(mostStories.bytes), `At most ${mostStories.bytes} bytes`),
});
export type StoryFile = z.infer<typeof StoryFile>;

/** `collect` runs all rules; a `settle` ends it. The only hit policy so far, declared so that it is never a surprise. */
export const RuleSet = z.strictObject({
  name: Id,
  version: z.int().min(1),
  title: z.string().min(1).max(200),
  hitPolicy: z.literal('collect'),
  facts: z.array(FactDeclaration).min(1),
  rules: z.array(Rule).min(1),
  otherwise: z.array(Outcome).min(1).meta({ description: 'When no rule allows, asks, stops, holds or settles' }),
  undecided: z.array(Outcome).min(1).meta({ description: 'When a fact a rule needs is missing, or the rules fail' }),
  invariants: z.array(Invariant).max(200).optional().meta({ description: 'Besides the built-in ones' }),
  tests: z.array(RuleTest).max(2_000).optional(),
  stories: z
    .array(StoryFile)
    .max(mostStories.files)
    .refine((files) => within(mostStories.bytesInAll)(files.map(({ text }) => text).join('')), {
      error: `At most ${mostStories.bytesInAll} bytes together`,
    })
    .optional()
    .meta({
      description: 'Played against a system with these rules before they are published; nobody is judged by them',
    }),
});
export type RuleSet = z.infer<typeof RuleSet>;

export type TestTrace = {
  fact: string;
  is: string;
  value?: FactValue | undefined;
  found: FactValue | null;
  result: 'holds' | 'fails' | 'unknown';
};
export type ConditionTrace =
  | TestTrace
  | { all: ConditionTrace[]; result: TestTrace['result'] }
  | { any: ConditionTrace[]; result: TestTrace['result'] }
  | { not: ConditionTrace; result: TestTrace['result'] };
export type RuleTrace = {
  rule: string;
  title: string;
  source: string;
  result: 'fired' | 'not-fired' | 'undecided' | 'out-of-scope';
  when?: ConditionTrace;
};

/** Asks of one stage, all to be met before the next stage opens. */
export type Stage = { stage: number; asks: Ask[] };

/** What the rules say of one part. Kept whole with every decision that rests on it. */
export type Verdict = {
  ruleSet: { name: string; version: number; hash: string };
  /** `decide` = the stages must be met; `automatic` = a rule allowed it and none objected. */
  outcome: 'automatic' | 'decide' | 'return' | 'deny' | 'hold' | 'not-required' | 'registered';
  stages: Stage[];
  informs: Ask[];
  conditions: { code: string; due?: 'before-departure' | 'on-arrival' }[];
  opens: { process: string; degree?: string }[];
  /** Reason codes in rule order, without repeats. */
  reasons: string[];
  /** Ids of rules that fired, and of rules a missing fact left undecided. */
  fired: string[];
  undecided: string[];
  /** Facts given that are undeclared or do not fit their declaration; they count as missing. */
  unusable?: string[];
  /** Set when the rules themselves failed; a person decides. */
  failure?: string;
};

/** Ladder of deciding authorities, lowest first; where rules ask for several, the highest stands (domain 1.11). */
export const ladder = [
  'clearing-officer',
  'area-security-coordinator',
  'designated-official',
  'acting-designated-official',
  'regional-operations',
  'under-secretary-general',
  'secretary-general',
] as const satisfies readonly Authority[];
