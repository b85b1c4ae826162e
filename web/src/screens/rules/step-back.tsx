// The one step back: at a place with a version of its own in force, or everywhere, seen and compared before it is asked for.
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { call, codeOf, newId } from '../../http/call.ts';
import { useWords } from '../../i18n/words.ts';
import { Failed, Loading } from '../../parts/answer.tsx';
import { NoticeBox } from '../../parts/notice.tsx';
import { useTyped } from '../../parts/use-typed.ts';
import { stepBack, version } from '../../rulebook/queries.ts';
import { RefusedHere, isBackAt } from '../../rulebook/sign-in-again.tsx';
import type { Step, Version, Where } from '../../rulebook/types.ts';
import { ComparePanel } from './draft/lazy.ts';

const everywhere = '*';
const anchor = 'step-back';
const none = 'no-version-before';

function whereOf(place: string): Where {
  const [, kind, id = ''] = /^(country|area):(.*)$/.exec(place) ?? [];
  return kind === 'country' ? { countries: [id] } : kind === 'area' ? { areas: [id] } : {};
}

/** Everywhere, and each place that has something of its own in force. */
function placesIn(versions: readonly Version[]): Map<string, string | null> {
  const standing = versions.flatMap(({ activations }) => activations.filter(({ state }) => state === 'active'));
  return new Map([[everywhere, null], ...standing.map(({ place, placeName }) => [place, placeName] as const)]);
}

type Props = { set: string; versions: readonly Version[]; onDone: (request: string) => void };

export function StepBack({ set, versions, onDone }: Props) {
  const { say, word } = useWords();
  const [reason, setReason, forgetReason] = useTyped(`return.${set}`, '');
  const [chosen, setChosen, forgetPlace] = useTyped(`return-place.${set}`, everywhere);
  const [isOpen, setOpen] = useState(reason !== '');
  const places = placesIn(versions);
  const place = places.has(chosen) ? chosen : everywhere;
  const where = whereOf(place);
  const reading = useQuery({ ...stepBack(set, where), enabled: isOpen });
  const { returnsTo, inForce } = reading.data ?? {};
  const hasNone = returnsTo === null || codeOf(reading.error) === none;
  return (
    <details className="panel" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('return.title')}</summary>
      <div className="stack">
        {places.size > 1 && (
          <NativeSelect
            label={say('where')}
            value={place}
            onChange={(event) => setChosen(event.currentTarget.value)}
            data={[...places].map(([value, name]) => ({ value, label: name ?? say('change.everywhere') }))}
          />
        )}
        {hasNone && <NoticeBox tone="info" title={word('problem', none)} />}
        {reading.error && !hasNone && <Failed error={reading.error} retry={() => void reading.refetch()} />}
        {reading.isFetching && !reading.data && <Loading />}
        {returnsTo && (
          <Confirm
            key={place}
            set={set}
            where={where}
            placeName={places.get(place) ?? null}
            returnsTo={returnsTo}
            inForce={inForce ?? null}
            reason={reason}
            setReason={setReason}
            versions={versions}
            onDone={(id) => {
              setReason('');
              forgetReason();
              forgetPlace();
              onDone(id);
            }}
          />
        )}
      </div>
    </details>
  );
}

type ConfirmProps = {
  set: string;
  where: Where;
  placeName: string | null;
  returnsTo: NonNullable<Step['returnsTo']>;
  inForce: number | null;
  reason: string;
  setReason: (to: string) => void;
  versions: readonly Version[];
  onDone: (request: string) => void;
};

function Confirm({ set, where, placeName, returnsTo, inForce, reason, setReason, versions, onDone }: ConfirmProps) {
  const { say } = useWords();
  const client = useQueryClient();
  const [isLacking, setLacking] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const attempt = useRef({ of: '', id: '' });
  const text = useQuery(version(set, returnsTo.version));
  const before = returnsTo.version;
  const send = useMutation({
    mutationFn: () => {
      const body = { ...where, returnsTo: before, reason: reason.trim() };
      const of = JSON.stringify(body);
      if (attempt.current.of !== of) attempt.current = { of, id: newId() };
      const headers = { 'idempotency-key': attempt.current.id };
      return call<{ id: string }>(`/rules/${set}/return`, { method: 'POST', body, headers });
    },
    onSuccess: ({ id }) => onDone(id),
    onSettled: () => client.invalidateQueries(),
  });
  const isOvertaken = codeOf(send.error) === 'rules-changed-meanwhile';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isEmpty = reason.trim() === '';
    setLacking(isEmpty);
    if (isEmpty) return box.current?.focus();
    send.mutate();
  };
  useEffect(() => {
    if (isBackAt(anchor)) button.current?.focus();
  }, []);
  const why = versions.find((one) => one.version === before)?.reason;
  return (
    <form onSubmit={submit} noValidate className="stack">
      {isOvertaken && <NoticeBox tone="warn" announce title={say('return.again')} />}
      <NoticeBox tone="warn" title={say('return.what', { before, now: inForce ?? '–' })}>
        <p>
          <bdi>{placeName ?? say('change.everywhere')}</bdi> · <bdi>{returnsTo.title}</bdi>
        </p>
        <p>{say('return.text')}</p>
        {why && (
          <p>
            {say('submit.reason')}: <bdi>{why}</bdi>
          </p>
        )}
      </NoticeBox>
      {text.data && inForce !== null && (
        <section className="compared">
          <ComparePanel key={`${before} ${inForce}`} set={text.data.content} base={inForce} />
        </section>
      )}
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
      {send.error && !isOvertaken && <RefusedHere error={send.error} at={anchor} />}
      <Button ref={button} type="submit" color="rust" loading={send.isPending}>
        {say('return.send', { before })}
      </Button>
    </form>
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
