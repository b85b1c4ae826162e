// Every version of a set: where and when it is or was in force, who made it and why; and the one step back.
import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { call, newId } from '../../http/call.ts';
import { useWords } from '../../i18n/words.ts';
import { NoticeBox } from '../../parts/notice.tsx';
import { Tag } from '../../parts/tags.tsx';
import { Name, When } from '../../parts/text.tsx';
import { useTyped } from '../../parts/use-typed.ts';
import { fileAddress } from '../../rulebook/queries.ts';
import { RefusedHere, isBackAt } from '../../rulebook/sign-in-again.tsx';
import type { Version } from '../../rulebook/types.ts';

const looks = { active: ['tick', 'good'], scheduled: ['clock', 'info'], retired: ['ring', 'plain'] } as const;

export function Versions({ set, versions }: { set: string; versions: Version[] }) {
  const { say } = useWords();
  return (
    <ol className="rules" reversed>
      {versions.map((one) => {
        const [sign, tone] = looks[one.state];
        return (
          <li key={one.version}>
            <div className="row between">
              <strong>{say('version.number', { version: one.version })}</strong>
              <Tag sign={sign} tone={tone}>
                {say(`version.state.${one.state}`)}
              </Tag>
            </div>
            {one.reason && (
              <p>
                <bdi>{one.reason}</bdi>
              </p>
            )}
            <p>
              {one.author && (
                <>
                  {say('version.author')} <Name>{one.author.name}</Name>
                </>
              )}
              {one.publisher && (
                <>
                  {' · '}
                  {say('version.publisher')} <Name>{one.publisher.name}</Name>
                </>
              )}
            </p>
            <ul className="reasons">
              {one.activations.map((period) => (
                <PeriodWords key={`${period.place} ${period.from}`} of={period} version={one} />
              ))}
            </ul>
            <p className="row">
              <a href={fileAddress(set, { version: one.version })} download>
                {say('version.download', { version: one.version })}
              </a>
              {one.case && (
                <Link to="/requests/$id" params={{ id: one.case }}>
                  {say('version.case')}
                </Link>
              )}
            </p>
          </li>
        );
      })}
    </ol>
  );
}

type PeriodProps = { of: Version['activations'][number]; version: Version };

/** Where and from when to when; and of what was put in force again, by whom and why. */
function PeriodWords({ of: { placeName, from, to, state, by, reason }, version }: PeriodProps) {
  const { say } = useWords();
  const isScheduled = state === 'scheduled';
  return (
    <li className={isScheduled ? undefined : 'dim'}>
      {placeName === null ? say('change.everywhere') : <bdi>{placeName}</bdi>}
      {': '}
      {isScheduled && `${say('version.scheduled')} `}
      {from === null ? say('version.from-start') : <When at={from} relative={isScheduled} />}
      {(to !== null || !isScheduled) && ' – '}
      {to !== null ? <When at={to} relative={false} /> : !isScheduled && say('version.open')}
      {by && by.id !== version.publisher?.id && (
        <>
          {' · '}
          {say('version.put-by')} <Name>{by.name}</Name>
        </>
      )}
      {reason && reason !== version.reason && (
        <>
          {' · '}
          <bdi>{reason}</bdi>
        </>
      )}
    </li>
  );
}

/** The version in force everywhere before this one; it may still be in force somewhere. */
export function versionBefore(versions: readonly Version[], now: number): Version | undefined {
  const ended = ({ activations }: Version) =>
    Math.max(-1, ...activations.map(({ place: where, to }) => (where === '*' && to !== null ? Date.parse(to) : -1)));
  return versions
    .filter((one) => one.version !== now && ended(one) > 0)
    .toSorted((one, other) => ended(other) - ended(one))[0];
}

const place = 'step-back';
type Step = { set: string; before: Version; now: number; onDone: (request: string) => void };

export function StepBack({ set, before, now, onDone }: Step) {
  const { say } = useWords();
  const client = useQueryClient();
  const [reason, setReason, forgetReason] = useTyped(`return.${set}`, '');
  const [isLacking, setLacking] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(reason !== '');
  const attempt = useRef({ of: '', id: '' });
  const send = useMutation({
    mutationFn: () => {
      if (attempt.current.of !== reason) attempt.current = { of: reason, id: newId() };
      return call<{ id: string }>(`/rules/${set}/return`, {
        method: 'POST',
        body: { reason: reason.trim() },
        headers: { 'idempotency-key': attempt.current.id },
      });
    },
    onSuccess: ({ id }) => {
      forgetReason();
      onDone(id);
      return client.invalidateQueries();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isEmpty = reason.trim() === '';
    setLacking(isEmpty);
    if (isEmpty) return box.current?.focus();
    send.mutate();
  };
  const values = { before: before.version, now };
  useEffect(() => {
    if (isBackAt(place)) button.current?.focus();
  }, []);
  return (
    <details className="panel" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('return.title', values)}</summary>
      <form onSubmit={submit} noValidate className="stack">
        <NoticeBox tone="warn" title={say('return.what', values)}>
          <p>{say('return.text')}</p>
          {before.reason && (
            <p>
              {say('submit.reason')}: <bdi>{before.reason}</bdi>
            </p>
          )}
        </NoticeBox>
        <Textarea
          ref={box}
          className="wide-field"
          label={say('acts.reason')}
          error={isLacking ? say('acts.reason.missing') : undefined}
          value={reason}
          maxLength={2000}
          rows={3}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {send.error && <RefusedHere error={send.error} at={place} />}
        <Button ref={button} type="submit" color="rust" loading={send.isPending}>
          {say('return.send', values)}
        </Button>
      </form>
    </details>
  );
}

/** Stays where it is while another version becomes the one before. */
export function SteppedBack({ request }: { request: string }) {
  const { say } = useWords();
  return (
    <NoticeBox
      tone="good"
      announce
      title={say('return.done')}
      actions={
        <Link to="/requests/$id" params={{ id: request }} search={{ filed: '' }}>
          {say('submit.case')}
        </Link>
      }
    />
  );
}
