// Filters of the queue; they live in the address, so a filtered queue can be kept and sent.
import { NativeSelect, TextInput } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { TaskSummary } from '../../http/types.ts';
import { useWords } from '../../i18n/words.ts';

const hours: Record<string, number> = { day: 24, three: 72 };

/** What the API is asked for: a word, or the latest due moment. */
export function dueLimit(choice: string | undefined): string | undefined {
  if (choice === 'overdue') return choice;
  const ahead = hours[choice ?? ''];
  return ahead === undefined ? undefined : new Date(Date.now() + ahead * 3_600_000).toISOString();
}

export function Filters({ rows }: { rows: TaskSummary[] }) {
  const { say } = useWords();
  const search = useSearch({ from: '/app/queue' });
  const navigate = useNavigate();
  const [typed, setTyped] = useState(search.q ?? '');
  const set = (values: Partial<Record<'q' | 'area' | 'due' | 'sort', string>>) => {
    const kept = Object.entries({ ...search, ...values }).filter(([, value]) => value !== '');
    void navigate({ to: '.', search: Object.fromEntries(kept), replace: true, resetScroll: false });
  };
  useEffect(() => {
    if (typed === (search.q ?? '')) return;
    const timer = setTimeout(() => set({ q: typed }), 300);
    return () => clearTimeout(timer);
  });
  const areas = new Map(rows.flatMap(({ area }) => (area ? [[area.id, area.name] as const] : [])));
  if (search.area && !areas.has(search.area)) areas.set(search.area, search.area);
  return (
    <form
      className="filters"
      role="search"
      aria-label={say('queue.filters')}
      onSubmit={(event) => event.preventDefault()}
    >
      <TextInput
        className="filter-q"
        label={say('queue.search')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <NativeSelect
        label={say('queue.area')}
        value={search.area ?? ''}
        onChange={(event) => set({ area: event.currentTarget.value })}
        data={[{ value: '', label: say('all') }, ...[...areas].map(([value, label]) => ({ value, label }))]}
      />
      <NativeSelect
        label={say('queue.due')}
        value={search.due ?? ''}
        onChange={(event) => set({ due: event.currentTarget.value })}
        data={[
          { value: '', label: say('all') },
          { value: 'overdue', label: say('queue.due.overdue') },
          { value: 'day', label: say('queue.due.day') },
          { value: 'three', label: say('queue.due.three') },
        ]}
      />
      <NativeSelect
        label={say('queue.sort')}
        value={search.sort ?? 'departure'}
        onChange={(event) => set({ sort: event.currentTarget.value })}
        data={[
          { value: 'departure', label: say('queue.sort.departure') },
          { value: 'due', label: say('queue.sort.due') },
        ]}
      />
    </form>
  );
}
