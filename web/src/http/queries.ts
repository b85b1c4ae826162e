// Every reading the screens do, by key, so that a live event can make the right ones fresh.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { callAuthorities } from '../i18n/catalogue.ts';
import { call, queryOf } from './call.ts';
import type {
  Explanation,
  Me,
  DemoPerson,
  Notice,
  Page,
  Profile,
  Request,
  RequestSummary,
  RuleSetSummary,
  RuleSetView,
  Task,
  TaskSummary,
} from './types.ts';

export const me = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => call<Me>('/me', { signal }),
  staleTime: 5 * 60_000,
});

/** The words of the organization are in use once this has answered. */
export const profile = queryOptions({
  queryKey: ['profile'],
  queryFn: async ({ signal }) => {
    const answer = await call<Profile>('/profile', { signal });
    if (Object.keys(answer.authorityTitles).length > 0) await callAuthorities(answer.authorityTitles);
    return answer;
  },
  staleTime: Infinity,
});

export const demoPeople = queryOptions({
  queryKey: ['demo-people'],
  queryFn: async ({ signal }) => {
    const answer = await call<DemoPerson[] | Page<DemoPerson>>('/demo/people', { signal });
    return Array.isArray(answer) ? answer : answer.items;
  },
});

type Search = Record<string, string | undefined>;
const pages = <T>(key: string, path: string, search: Search) =>
  infiniteQueryOptions({
    queryKey: [key, search],
    queryFn: ({ pageParam, signal }) =>
      call<Page<T>>(`${path}${queryOf({ ...search, cursor: pageParam })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });

export const tasks = (search: Search) => pages<TaskSummary>('tasks', '/tasks', { mine: '1', state: 'open', ...search });
export const requests = (search: Search) => pages<RequestSummary>('requests', '/requests', { mine: '1', ...search });
export const notices = () => pages<Notice>('notices', '/notices', { mine: '1' });

export const task = (id: string) =>
  queryOptions({ queryKey: ['task', id], queryFn: ({ signal }) => call<Task>(`/tasks/${id}`, { signal }) });
export const request = (id: string) =>
  queryOptions({ queryKey: ['request', id], queryFn: ({ signal }) => call<Request>(`/requests/${id}`, { signal }) });
export const explanation = (id: string) =>
  queryOptions({
    queryKey: ['explanation', id],
    queryFn: ({ signal }) => call<Explanation>(`/requests/${id}/explanation`, { signal }),
  });

export const ruleSets = queryOptions({
  queryKey: ['rules'],
  queryFn: async ({ signal }) => {
    const answer = await call<RuleSetSummary[] | Page<RuleSetSummary>>('/rules', { signal });
    return Array.isArray(answer) ? answer : answer.items;
  },
});
export const ruleSet = (name: string) =>
  queryOptions({ queryKey: ['rules', name], queryFn: ({ signal }) => call<RuleSetView>(`/rules/${name}`, { signal }) });

/** A choice out of reference data, narrowed by what has been typed. */
export const options = <T>(collection: 'areas' | 'activities' | 'people' | 'countries' | 'organizations', q: string) =>
  queryOptions({
    queryKey: [collection, q],
    queryFn: ({ signal }) =>
      call<Page<T>>(`/${collection}${queryOf({ q, limit: 50 })}`, { signal }).then((page) => page.items),
    staleTime: 60_000,
  });
