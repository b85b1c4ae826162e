// Home: what waits for me first, then my trips, then what I was told.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { notices, requests, tasks } from '../../http/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { Empty, Failed, Loading } from '../../parts/answer.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { NoticeList } from '../../parts/notice-list.tsx';
import { Page } from '../../parts/page.tsx';
import { RequestCard } from '../../parts/request-card.tsx';
import { SignOut } from '../../parts/sign-out.tsx';
import { TaskRow } from '../../parts/task-row.tsx';

const rowsShown = 5;
const ended = ['closed', 'cancelled', 'denied', 'expired-undecided', 'withdrawn'];

export function Home() {
  const { say } = useWords();
  const due = useInfiniteQuery(tasks({ sort: 'due' }));
  const trips = useInfiniteQuery(requests({}));
  const told = useInfiniteQuery(notices());
  const dueRows = due.data?.pages[0]?.items ?? [];
  const live = (trips.data?.pages[0]?.items ?? []).filter(({ state }) => !ended.includes(state));
  const toldRows = told.data?.pages[0]?.items ?? [];
  const mine = <LinkButton to="/clearances/new">{say('nav.new')}</LinkButton>;
  const first = dueRows[0];
  return (
    <Page
      wide
      title={say('home.title')}
      action={
        first ? (
          <LinkButton to="/queue/$task" params={{ task: first.id }}>
            {say('home.first')}
          </LinkButton>
        ) : (
          mine
        )
      }
    >
      <div className="columns">
        <section aria-labelledby="home-tasks">
          <h2 id="home-tasks">{say('home.tasks')}</h2>
          {due.isPending && <Loading />}
          {due.error && <Failed error={due.error} retry={() => void due.refetch()} />}
          {due.data && dueRows.length === 0 && <Empty title={say('home.tasks.none')} />}
          <ul className="rows">
            {dueRows.slice(0, rowsShown).map((task) => (
              <li key={task.id}>
                <TaskRow task={task} />
              </li>
            ))}
          </ul>
          {dueRows.length > rowsShown && <Link to="/queue">{say('home.tasks.all')}</Link>}
        </section>
        <section aria-labelledby="home-trips">
          <h2 id="home-trips">{say('home.trips')}</h2>
          {trips.isPending && <Loading />}
          {trips.error && <Failed error={trips.error} retry={() => void trips.refetch()} />}
          {trips.data && live.length === 0 && (
            <Empty title={say('home.trips.none')} action={<Link to="/clearances/new">{say('nav.new')}</Link>} />
          )}
          <ul className="rows">
            {live.slice(0, rowsShown).map((trip) => (
              <li key={trip.id}>
                <RequestCard request={trip} />
              </li>
            ))}
          </ul>
          {trips.data && <Link to="/requests">{say('home.trips.all')}</Link>}
        </section>
        <section aria-labelledby="home-notices">
          <h2 id="home-notices">{say('home.notices')}</h2>
          {told.isPending && <Loading />}
          {told.error && <Failed error={told.error} retry={() => void told.refetch()} />}
          {told.data && toldRows.length === 0 && <Empty title={say('home.notices.none')} />}
          <NoticeList of={toldRows.slice(0, 8)} />
        </section>
      </div>
      <SignOut everywhere />
    </Page>
  );
}
