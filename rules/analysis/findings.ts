// What an analysis and a comparison of rule sets answer: findings with the region they hold in and a case that shows each.
import type { FactValue, Verdict } from '../rule-set.ts';
import type { JudgedIn } from '../scope.ts';

/** A case that shows it: facts left out are missing. The judge confirms every example before it is reported. */
export type Example = { facts: Record<string, FactValue>; in: JudgedIn };

/**
 * What one fact, or `country`, `area`, `organization`, `date`, may be inside a region.
 * `values`: any of these words, or ranges such as "72" or "under 72"; of a list one description, such as "with A, without B".
 * `missing` stands apart: not known, or of a place not given.
 */
export type Span = { fact: string; values: string[]; missing: boolean };
/** All spans hold together; what is not named may be anything. */
export type Region = Span[];

export type FindingKind =
  /** No rule speaks: it falls to the default. */
  | 'gap'
  /** Two rules that can fire together and cannot both be meant. */
  | 'contradiction'
  /** Two rules that fire together, one of which then has no effect. */
  | 'overlap'
  | 'never-fires'
  /** Without it every verdict would be the same. */
  | 'redundant'
  | 'invariant'
  /** A route that ends at nobody who is appointed. */
  | 'vacancy';

export type Finding = {
  kind: FindingKind;
  /** `blocks`: cannot be published. */
  weight: 'blocks' | 'warns' | 'tells';
  /** Stable; what the page's words hang on. */
  code: string;
  /** Ids of the rules it is about, in rule order. */
  rules: string[];
  message: string;
  invariant?: string;
  region?: Region;
  example?: Example;
  /** The second case where two must be compared (the same with a fact known, or a moment later). */
  beside?: Example;
};

/** Said plainly: what was not settled within the limits. */
export type NotDecided = { what: string; why: 'time' | 'size' };

/** Parts of an analysis that only warn or tell. */
const harmless: readonly string[] = [
  'codes said in two ways',
  'rules that never fire',
  'redundant rules',
  'gaps',
  'periods',
  'vacancies',
];

/** What was cut off could have held a finding that blocks. */
export function couldBlock({ what }: NotDecided): boolean {
  return !harmless.includes(what);
}

export type Analysis = {
  ruleSet: { name: string; version: number; hash: string };
  /** Heaviest first, then in rule order. */
  findings: Finding[];
  /** Ids of invariants proved over the whole space. */
  proved: string[];
  notDecided: NotDecided[];
  size: { rules: number; facts: number; queries: number; ms: number };
};

/** A verdict without the words: what changes for people. */
export type Route = Pick<Verdict, 'outcome' | 'stages' | 'informs' | 'conditions' | 'opens' | 'reasons'>;

/** One kind of change: what is added and what falls away is the same in every case of it. */
export type Difference = {
  /** Every case in here changes so. */
  region: Region;
  /** No case outside changes so. */
  within: Region;
  example: Example;
  before: Route;
  after: Route;
  /** Less control = somebody who had to agree need not any more, or what was halted is not. */
  direction: 'less-control' | 'other' | 'more-control';
};

export type Comparison = {
  before: { version: number; hash: string };
  after: { version: number; hash: string };
  /** Less control first. */
  differences: Difference[];
  notDecided: NotDecided[];
};

export type Limits = {
  /** Milliseconds; what is not settled by then is reported as not decided. */
  withinMs?: number;
  /** Most regions listed of one kind. */
  mostRegions?: number;
};
