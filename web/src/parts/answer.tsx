// What a screen shows while, after and instead of an answer: loading, failed, forbidden, not found, offline, empty.
import { Button, Loader } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Refused, isPassing } from '../http/call.ts';
import { useWords } from '../i18n/words.ts';
import { NoticeBox } from './notice.tsx';

export function Loading() {
  const { say } = useWords();
  return (
    <p className="loading" role="status">
      <Loader size="sm" aria-hidden="true" />
      {say('loading')}
    </p>
  );
}

export function Failed({ error, retry }: { error: Error; retry?: () => void }) {
  const { say, word, has } = useWords();
  const status = error instanceof Refused ? error.problem.status : 0;
  const again = retry && (
    <Button variant="default" onClick={retry}>
      {say('try-again')}
    </Button>
  );
  if (status === 404) return <Absent />;
  if (status === 403)
    return (
      <NoticeBox tone="warn" announce title={say('forbidden.title')}>
        {<p>{say('forbidden.text')}</p>}
      </NoticeBox>
    );
  if (isPassing(error)) {
    const offline = !(error instanceof Refused);
    return (
      <NoticeBox tone="warn" announce title={say(offline ? 'offline.title' : 'away.title')} actions={again}>
        <p>{say(offline ? 'offline.text' : 'away.text')}</p>
      </NoticeBox>
    );
  }
  const code = error instanceof Refused ? error.problem.code : '';
  return (
    <NoticeBox tone="bad" announce title={say('failed.title')} actions={again}>
      <p>{has('problem', code) ? word('problem', code) : say('failed.text')}</p>
      {error instanceof Refused && <p className="dim">{error.problem.detail ?? error.problem.title}</p>}
    </NoticeBox>
  );
}

function Absent() {
  const { say } = useWords();
  return (
    <NoticeBox tone="info" announce title={say('absent.title')} actions={<Link to="/">{say('absent.home')}</Link>}>
      <p>{say('absent.text')}</p>
    </NoticeBox>
  );
}

export function NotFound() {
  return (
    <main className="page">
      <Absent />
    </main>
  );
}

export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}

/** Old data stays in sight when a later reading fails; the failure is said above it. */
export function Answer<T>({ of, children }: { of: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  const retry = () => void of.refetch();
  if (of.data === undefined) return of.error ? <Failed error={of.error} retry={retry} /> : <Loading />;
  return (
    <>
      {of.error && <Failed error={of.error} retry={retry} />}
      {children(of.data)}
    </>
  );
}
