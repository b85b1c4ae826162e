// What the API answers, as types only: nothing of the server is in the bundle.
import type { z } from 'zod';
import type * as views from '../../../api/views.ts';
import type { TravelClearanceForm as FormSchema } from '../../../forms/travel-clearance.ts';
import type { Titles } from '../i18n/speech.ts';
import type { ConditionTrace, FactDeclaration, Rule, Verdict } from '../../../rules/rule-set.ts';

export type { ConditionTrace, Verdict };
export type Ref = z.infer<typeof views.Ref>;
export type AreaRef = z.infer<typeof views.AreaRef>;
export type Condition = z.infer<typeof views.ConditionView>;
export type HistoryEntry = z.infer<typeof views.HistoryEntry>;
export type Part = z.infer<typeof views.PartView>;
export type RequestSummary = z.infer<typeof views.RequestSummary>;
export type Request = z.infer<typeof views.RequestView>;
export type TaskSummary = z.infer<typeof views.TaskSummary>;
export type Task = z.infer<typeof views.TaskView>;
export type ExplainedRule = z.infer<typeof views.ExplainedRule>;
export type PartExplanation = z.infer<typeof views.PartExplanation>;
export type Explanation = z.infer<typeof views.Explanation>;
export type Preflight = z.infer<typeof views.Preflight>;
export type Problem = z.infer<typeof views.ProblemView>;
export type FieldError = NonNullable<Problem['errors']>[number];
export type ClearanceForm = z.infer<typeof FormSchema>;
export type Page<T> = { items: T[]; next: string | null };

export type Role = {
  role: string;
  country?: string | null;
  area?: string | null;
  organization?: string | null;
  appointment?: string;
};
export type Me = {
  person: Ref & { language?: string; organization?: Ref | string | null; title?: string | null };
  roles: Role[];
  demo: boolean;
};
export type Profile = { pack: string; title: string; authorityTitles: Titles };
export type DemoPerson = {
  id: string;
  name: string;
  organization: Ref | string | null;
  roles: string[];
  title?: string | null;
};
export type Notice = {
  id: string;
  code: string;
  at: string;
  request?: string;
  reference?: string;
  params?: Record<string, unknown>;
};
export type Area = {
  id: string;
  name?: string;
  country?: string;
  countryName?: string;
  zone?: string;
  presentRisk?: string;
};
export type Country = { id: string; name?: string; zone?: string };
export type Activity = { id: string; name?: string; criticality?: string | null };
export type Person = { id: string; name?: string; organization?: Ref | string | null; title?: string | null };

export type RuleSetSummary = { name: string; title: string; version: number };
export type RuleSetView = RuleSetSummary & {
  facts: z.infer<typeof FactDeclaration>[];
  rules: (z.infer<typeof Rule> & { sentence?: string })[];
};
export type Evaluation = { verdict: Verdict; rules: ExplainedRule[] };
