// The approver's queue: list at the start, the case beside it where the screen is wide enough.
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useDecisions } from '../../decisions/decisions.tsx';
import { tasks } from '../../http/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { Empty, Failed, Loading } from '../../parts/answer.tsx';
import { Page } from '../../parts/page.tsx';
import { TaskRow } from '../../parts/task-row.tsx';
import { Filters, dueLimit } from './filters.tsx';
import { KeyHelp } from './key-help.tsx';
import { useKeys } from './keys.ts';
import './queue.css';

export function Queue() {
  const { say } = useWords();
  const search = useSearch({ from: '/app/queue' });
  const { task: open } = useParams({ strict: false });
  const navigate = useNavigate();
  const { outgoing } = useDecisions();
  const { q, area, due, sort = 'departure' } = search;
  const dueBefore = useMemo(() => dueLimit(due), [due]);
  const reading = useInfiniteQuery(tasks({ q, area, sort, due: dueBefore }));
  const leaving = new Set(outgoing.filter(({ state }) => state !== 'failed').map(({ task }) => task));
  const rows = (reading.data?.pages.flatMap(({ items }) => items) ?? []).filter(
    ({ id }) => id === open || !leaving.has(id),
  );
  const go = (task: string) =>
    void navigate({ to: '/queue/$task', params: { task }, search: true, resetScroll: false });
  const move = (by: number) => {
    const at = rows.findIndex(({ id }) => id === open);
    const next = rows[at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
    if (next) {
      go(next.id);
      document.querySelector(`[data-task="${next.id}"]`)?.scrollIntoView({ block: 'nearest' });
    }
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    Enter: () => document.querySelector<HTMLElement>('.case h2')?.focus(),
  });

  return (
    <Page wide title={say('queue.title')} action={<KeyHelp />}>
      <div className={open ? 'queue open' : 'queue'}>
        <section className="queue-list" aria-label={say('queue.list')}>
          <Filters rows={rows} />
          {reading.isPending && <Loading />}
          {reading.error && <Failed error={reading.error} retry={() => void reading.refetch()} />}
          {reading.data && (
            <p role="status" className="dim">
              {say('queue.count', { count: rows.length })}
            </p>
          )}
          {reading.data && rows.length === 0 && (
            <Empty title={say(q || area || due ? 'queue.none.filtered' : 'queue.none')} />
          )}
          <ul className="rows">
            {rows.map((task) => (
              <li key={task.id}>
                <TaskRow task={task} />
              </li>
            ))}
          </ul>
          {reading.hasNextPage && (
            <Button
              variant="default"
              fullWidth
              loading={reading.isFetchingNextPage}
              onClick={() => void reading.fetchNextPage()}
            >
              {say('more')}
            </Button>
          )}
        </section>
        <section className="queue-case" aria-label={say('queue.case')}>
          {open ? <Outlet /> : rows.length > 0 && <p className="queue-hint">{say('queue.choose')}</p>}
        </section>
      </div>
    </Page>
  );
}
