// My requests in a table, narrowed by words and state.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { requests } from '../../http/queries.ts';
import type { RequestSummary } from '../../http/types.ts';
import { useWords } from '../../i18n/words.ts';
import { Empty, Failed, Loading } from '../../parts/answer.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { Page } from '../../parts/page.tsx';
import { areaNames } from '../../parts/request-card.tsx';
import { StateTag, UrgentTag } from '../../parts/tags.tsx';
import { Arrow, Name, Names, When } from '../../parts/text.tsx';

const states = [
  'in-review',
  'returned',
  'on-hold',
  'cleared',
  'cleared-with-conditions',
  'denied',
  'suspended',
  'withdrawn',
  'in-travel',
  'registered',
  'closed',
  'cancelled',
];

export function Requests() {
  const { say } = useWords();
  const { q, state } = useSearch({ from: '/app/requests' });
  const reading = useInfiniteQuery(requests({ q, state }));
  const rows = reading.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page wide title={say('requests.title')} action={<LinkButton to="/clearances/new">{say('nav.new')}</LinkButton>}>
      <Narrow />
      {reading.isPending && <Loading />}
      {reading.error && <Failed error={reading.error} retry={() => void reading.refetch()} />}
      {reading.data && rows.length === 0 && (
        <Empty title={say(q || state ? 'requests.none.filtered' : 'requests.none')}>{say('requests.none.text')}</Empty>
      )}
      {rows.length > 0 && <Rows of={rows} />}
      {reading.hasNextPage && (
        <Button variant="default" loading={reading.isFetchingNextPage} onClick={() => void reading.fetchNextPage()}>
          {say('more')}
        </Button>
      )}
    </Page>
  );
}

function Narrow() {
  const { say, word } = useWords();
  const search = useSearch({ from: '/app/requests' });
  const navigate = useNavigate();
  const [typed, setTyped] = useState(search.q ?? '');
  const go = (values: { q?: string; state?: string }) => {
    const kept = Object.entries({ ...search, ...values }).filter(([, value]) => value !== '');
    void navigate({ to: '/requests', search: Object.fromEntries(kept), replace: true });
  };
  return (
    <form
      role="search"
      className="row narrow-form"
      onSubmit={(event) => {
        event.preventDefault();
        go({ q: typed });
      }}
    >
      <TextInput
        label={say('requests.search')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <NativeSelect
        label={say('state')}
        value={search.state ?? ''}
        onChange={(event) => go({ state: event.currentTarget.value })}
        data={[{ value: '', label: say('all') }, ...states.map((value) => ({ value, label: word('state', value) }))]}
      />
      <Button type="submit" variant="default">
        {say('search')}
      </Button>
    </form>
  );
}

function Rows({ of }: { of: RequestSummary[] }) {
  const { say, word } = useWords();
  return (
    <div className="table-wrap" role="region" tabIndex={0} aria-label={say('requests.title')}>
      <table className="table stacked" role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">
              {say('reference')}
            </th>
            <th scope="col" role="columnheader">
              {say('traveller')}
            </th>
            <th scope="col" role="columnheader">
              {say('where')}
            </th>
            <th scope="col" role="columnheader">
              {say('departs')}
            </th>
            <th scope="col" role="columnheader">
              {say('state')}
            </th>
            <th scope="col" role="columnheader">
              {say('with')}
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {of.map((request) => (
            <tr role="row" key={request.id}>
              <th scope="row" role="rowheader">
                <Link to="/requests/$id" params={{ id: request.id }}>
                  <bdi>{request.reference}</bdi>
                </Link>
              </th>
              <td role="cell" data-label={say('traveller')}>
                <Name>{request.subject.name}</Name>
              </td>
              <td role="cell" data-label={say('where')}>
                {areaNames(request).map((name, index) => (
                  <span key={name}>
                    {index > 0 && <Arrow />}
                    <Name>{name}</Name>
                  </span>
                ))}
              </td>
              <td role="cell" data-label={say('departs')}>
                {request.departsAt && (
                  <When at={request.departsAt} {...(request.areas[0] ? { zone: request.areas[0].zone } : {})} />
                )}
              </td>
              <td role="cell" data-label={say('state')}>
                <span className="row">
                  <StateTag state={request.state} />
                  {request.urgent && <UrgentTag />}
                </span>
              </td>
              <td role="cell" data-label={say('with')}>
                {request.waitingFor.length === 0 && '–'}
                {request.waitingFor.map((waiting) => (
                  <div key={waiting.authority}>
                    <Names of={waiting.holders} /> <span className="dim">{word('authority', waiting.authority)}</span>
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
