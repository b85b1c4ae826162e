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

export type Evaluated = Evaluation & { whatWouldChange?: WhatWouldChange };
export type ComparisonInWords = Comparison & { changes?: string[] };

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
