// What is on every screen once signed in: skip link, navigation, language, the bar of decisions about to be sent.
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import { DecisionBar } from './decisions/decision-bar.tsx';
import { DecisionsProvider } from './decisions/decisions.tsx';
import { Refused } from './http/call.ts';
import { useLiveUpdates } from './http/live.ts';
import { me, profile } from './http/queries.ts';
import { useWords } from './i18n/words.ts';
import { Failed, Loading } from './parts/answer.tsx';
import { LanguageSwitch } from './parts/language-switch.tsx';
import { OfflineLine } from './parts/offline-line.tsx';
import { SignOut } from './parts/sign-out.tsx';
import { Name } from './parts/text.tsx';

export function Shell() {
  const { say } = useWords();
  const reading = useQuery(me);
  const titles = useQuery(profile);
  const isNamed = titles.data !== undefined || (titles.isError && !titles.isFetching);
  const isSignedOut = reading.error instanceof Refused && reading.error.problem.status === 401;
  return (
    <DecisionsProvider>
      <a className="skip" href="#main">
        {say('skip')}
      </a>
      <header className="top">
        <div className="top-row">
          <Link to="/" className="brand">
            <img src="/icon.svg" alt="" width="26" height="26" />
            Safeconduct
          </Link>
          <div className="top-end">
            {reading.data && (
              <span className="me">
                <Name>{reading.data.person.name}</Name>
              </span>
            )}
            <LanguageSwitch />
            {reading.data && <SignOut />}
          </div>
        </div>
        <Navigation />
      </header>
      <OfflineLine />
      <main id="main" tabIndex={-1}>
        {reading.data && isNamed ? (
          <Suspense fallback={<Loading />}>
            <Live />
            <Outlet />
          </Suspense>
        ) : (
          <div className="page">
            {reading.error && !isSignedOut ? (
              <Failed error={reading.error} retry={() => void reading.refetch()} />
            ) : (
              <Loading />
            )}
          </div>
        )}
      </main>
      <DecisionBar />
    </DecisionsProvider>
  );
}

function Live() {
  useLiveUpdates();
  return null;
}

function Navigation() {
  const { say } = useWords();
  return (
    <nav className="nav" aria-label={say('nav.label')}>
      <Link to="/" activeOptions={{ exact: true }}>
        {say('nav.home')}
      </Link>
      <Link to="/clearances/new">{say('nav.new')}</Link>
      <Link to="/requests">{say('nav.requests')}</Link>
      <Link to="/queue">{say('nav.queue')}</Link>
      <Link to="/rules">{say('nav.rules')}</Link>
    </nav>
  );
}
