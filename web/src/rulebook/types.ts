// What the rule screens read and send: the shapes of rules themselves, and what the API answers of them.
import type { Analysis, Comparison, Example, Finding, Region, Route } from '../../../rules/analysis/findings.ts';
import type {
  Ask,
  Authority,
  Condition,
  FactDeclaration,
  FactType,
  FactValue,
  Facts,
  Invariant,
  Outcome,
  Rule,
  RuleSet,
  RuleTest,
  Scope,
  StoryFile,
  Test,
} from '../../../rules/rule-set.ts';
import type { Impact as Replay, ImpactKind } from '../../../rules/impact.ts';
import type { StoryResult, StoryRun } from '../../../stories/run.ts';
import type { WhatWouldChange } from '../../../rules/what-would-change.ts';
import type { Evaluation, Ref } from '../http/types.ts';

export type {
  Analysis,
  Ask,
  Authority,
  Comparison,
  Condition,
  Example,
  FactDeclaration,
  FactType,
  FactValue,
  Facts,
  Finding,
  Invariant,
  Outcome,
  Region,
  Route,
  Rule,
  RuleSet,
  RuleTest,
  Scope,
  StoryFile,
  StoryResult,
  StoryRun,
  Test,
};

/** A fault the server found: which rule, and which of its conditions. */
export type Issue = { rule: string | null; at: string; code: string; message: string; weight?: string };
export type Person = Ref | null;

export type DraftSummary = {
  id: string;
  title: string;
  base: number | null;
  state: 'open' | 'submitted' | 'published' | 'discarded';
  author: Ref;
  revision: number;
  hash: string;
  savedBy: Ref;
  savedAt: string;
  request: string | null;
  createdAt: string;
  updatedAt: string;
};
export type Revision = Pick<DraftSummary, 'revision' | 'savedBy' | 'savedAt'>;
export type Draft = DraftSummary & {
  content: RuleSet;
  issues: Issue[];
  /** Rules changed both here and in force since the base. */
  conflicts: string[];
  conflictsElsewhere: string[];
  inForce: number | null;
  /** Of what it was begun from. */
  place: string;
  stories: StoryRun;
};

type InForce = 'active' | 'scheduled' | 'retired';
export type Version = {
  name: string;
  title: string;
  version: number;
  hash: string;
  state: InForce;
  reason: string | null;
  author: Person;
  publisher: Person;
  case: string | null;
  activations: {
    /** `*`, `country:<id>` or `area:<id>`. */
    place: string;
    /** Left out of everywhere. */
    placeName: string | null;
    from: string | null;
    to: string | null;
    state: InForce;
    by: Person;
    reason: string | null;
  }[];
};
export type VersionInFull = Version & { content: RuleSet };

export type Where = { countries?: readonly string[]; areas?: readonly string[] };
type Place = Pick<Version['activations'][number], 'place' | 'placeName'>;
/** What a change would take the place of at one place (api/rules/replaced.ts). */
export type Replaced = Place & {
  version: number | null;
  /** In force there now; another may be by the start asked for. */
  now: number | null;
  /** Published ahead; it would not come in force there. */
  scheduled: { version: number; from: string }[];
};
export type ChangeAnalysis = {
  hash: string;
  passed: boolean;
  lessControl: boolean;
  comparisonComplete: boolean;
  against: (Place & { version: number })[];
  /** What takes its place later inside its places, as it was published ahead. */
  ahead: (Place & { version: number; from: string; lessControl: boolean })[];
  comparisons: Comparison[];
};
/** One step back at a place; null where there is none. */
export type Step = { returnsTo: { version: number; title: string } | null; inForce: number | null };

export type Evaluated = Evaluation & { whatWouldChange?: WhatWouldChange };

/** What a replay of the last days comes to (api/rules/impact-routes.ts). */
export type Impact = Pick<Replay, 'cases' | 'parts' | 'changed'> & {
  from: string;
  until: string;
  reached: string | null;
  kinds: {
    kind: ImpactKind;
    parts: number;
    samples: { request: string; reference: string; part: number; area: string | null; before: string; after: string }[];
  }[];
  queues: (Replay['queues'][number] & { areaName: string | null })[];
  moreQueues: number;
};
