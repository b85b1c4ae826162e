// Readings and acts of the rule screens.
import { queryOptions } from '@tanstack/react-query';
import { call, queryOf } from '../http/call.ts';
import type { Page } from '../http/types.ts';
import type {
  ChangeAnalysis,
  Draft,
  DraftSummary,
  Replaced,
  Revision,
  RuleSet,
  Step,
  StoryRun,
  Version,
  VersionInFull,
  Where,
} from './types.ts';

export type ContentRef = { version: number } | { draft: string } | { content: RuleSet };

const at = (set: string) => `/rules/${encodeURIComponent(set)}`;
const items = <T>(answer: Page<T> | T[]): T[] => (Array.isArray(answer) ? answer : answer.items);

export const versions = (set: string) =>
  queryOptions({
    queryKey: ['rule-versions', set],
    queryFn: async ({ signal }) => items(await call<Page<Version>>(`${at(set)}/versions`, { signal })),
    /** What is scheduled comes in force while somebody looks. */
    refetchInterval: ({ state }) =>
      state.data?.some(({ activations }) => activations.some((one) => one.state === 'scheduled')) === true && 60_000,
  });
export const version = (set: string, number: number) =>
  queryOptions({
    queryKey: ['rule-version', set, number],
    queryFn: ({ signal }) => call<VersionInFull>(`${at(set)}/versions/${number}`, { signal }),
    staleTime: Infinity,
  });
export const drafts = (set: string) =>
  queryOptions({
    queryKey: ['rule-drafts', set],
    queryFn: async ({ signal }) => items(await call<Page<DraftSummary>>(`${at(set)}/drafts`, { signal })),
  });
export const draft = (set: string, id: string) =>
  queryOptions({
    queryKey: ['rule-draft', set, id],
    queryFn: ({ signal }) => call<Draft>(`${at(set)}/drafts/${id}`, { signal }),
  });
/** Asked anew with each save. */
export const revisions = (set: string, id: string, last: number) =>
  queryOptions({
    queryKey: ['rule-revisions', set, id, last],
    queryFn: async ({ signal }) => items(await call<Page<Revision>>(`${at(set)}/drafts/${id}/revisions`, { signal })),
  });
export const revision = (set: string, id: string, number: number) =>
  queryOptions({
    queryKey: ['rule-revision', set, id, number],
    queryFn: ({ signal }) => call<Draft>(`${at(set)}/drafts/${id}?revision=${number}`, { signal }),
    staleTime: Infinity,
  });

/** A draft with what both it and that version changed since it was begun. */
export const draftAgainst = (set: string, id: string, number: number) =>
  queryOptions({
    queryKey: ['rule-draft', set, id, number],
    queryFn: ({ signal }) => call<Draft>(`${at(set)}/drafts/${id}?against=${number}`, { signal }),
  });

const listed = ({ countries = [], areas = [] }: Where) => ({ countries: countries.join(), areas: areas.join() });

/** What a change would take the place of there, from then on. */
export const replaced = (set: string, where: Where, from?: string) =>
  queryOptions({
    queryKey: ['rule-replaced', set, where.countries, where.areas, from],
    queryFn: async ({ signal }) =>
      items(await call<Page<Replaced>>(`${at(set)}/replaced${queryOf({ ...listed(where), from })}`, { signal })),
  });

/** What the worker found of a submitted draft; null while it is at it. */
export const changeAnalysis = (set: string, id: string) =>
  queryOptions({
    queryKey: ['rule-change-analysis', set, id],
    queryFn: async ({ signal }) =>
      (await call<{ analysis: ChangeAnalysis | null }>(`${at(set)}/drafts/${id}/analysis`, { signal })).analysis,
    refetchInterval: ({ state }) => state.data === null && 3_000,
  });

/** What one step back would bring there, and what is in force. */
export const stepBack = (set: string, where: Where) =>
  queryOptions({
    queryKey: ['rule-step-back', set, where.countries, where.areas],
    queryFn: ({ signal }) => call<Step>(`${at(set)}/return${queryOf(listed(where))}`, { signal }),
    retry: false,
  });

/** How far the stories kept with a text are played. */
export const storyRun = (set: string, hash: string) =>
  queryOptions({
    queryKey: ['rule-stories', set, hash],
    queryFn: ({ signal }) => call<StoryRun>(`${at(set)}/stories/${hash}`, { signal }),
    staleTime: Infinity,
    retry: false,
  });

/** Asks something of a rule set: its faults, an analysis, a comparison, its tests. Nothing is written. */
export const ask = <T>(set: string, what: string, body: Record<string, unknown>, signal?: AbortSignal): Promise<T> =>
  call<T>(`${at(set)}/${what}`, { method: 'POST', body, ...(signal ? { signal } : {}) });

export const fileAddress = (set: string, of: { version: number } | { draft: string }): string =>
  `/api/v1${at(set)}/${'version' in of ? `versions/${of.version}` : `drafts/${of.draft}`}/file`;
