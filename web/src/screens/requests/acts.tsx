// What this reader may do with the request now; the most pressing act is the main button.
import { Button, NativeSelect, TextInput, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { call, codeOf, newId } from '../../http/call.ts';
import type { Request } from '../../http/types.ts';
import { useWords } from '../../i18n/words.ts';
import { LinkButton } from '../../parts/link-button.tsx';
import { NoticeBox } from '../../parts/notice.tsx';

const verbs = [
  'confirm',
  'acknowledge-briefing',
  'check-in',
  'close',
  'appeal',
  'amend',
  'extend',
  'add-note',
  'withdraw',
  'cancel',
] as const;
type Verb = (typeof verbs)[number];
const statuses = ['safe', 'injured', 'needs-help', 'out-of-area'];
const withReason: Verb[] = ['cancel', 'withdraw', 'appeal'];
const atOnce: Verb[] = ['confirm', 'acknowledge-briefing', 'close'];

export function Acts({ request }: { request: Request }) {
  const { say, word } = useWords();
  const [open, setOpen] = useState<Verb | null>(null);
  const offered = verbs.filter(
    (verb) => request.acts.includes(verb) && !(verb === 'amend' && request.process !== 'travelClearance'),
  );
  const send = useSend(request, () => setOpen(null));
  if (offered.length === 0) return null;
  const main = request.state === 'returned' && offered.includes('amend') ? 'amend' : offered[0];
  return (
    <section aria-label={say('acts.title')}>
      {send.isSuccess && (
        <NoticeBox tone="good" announce title={say('acts.done', { act: word('verb', send.variables.verb) })} />
      )}
      {send.error && (
        <NoticeBox tone="bad" announce title={say('acts.failed')}>
          <p>{word('problem', codeOf(send.error))}</p>
        </NoticeBox>
      )}
      <div className="acts">
        {offered.map((verb) => {
          if (verb === 'amend') {
            return verb === main ? (
              <LinkButton key={verb} to="/requests/$id/amend" params={{ id: request.id }}>
                {word('verb', verb)}
              </LinkButton>
            ) : (
              <Button
                key={verb}
                variant="default"
                renderRoot={(props) => <Link {...props} to="/requests/$id/amend" params={{ id: request.id }} />}
              >
                {word('verb', verb)}
              </Button>
            );
          }
          const press = () =>
            atOnce.includes(verb) ? send.mutate({ verb, form: {} }) : setOpen(open === verb ? null : verb);
          return (
            <Button
              key={verb}
              variant={verb === main ? 'filled' : 'default'}
              {...(atOnce.includes(verb) ? {} : { 'aria-expanded': open === verb })}
              loading={send.isPending && send.variables.verb === verb}
              onClick={press}
            >
              {word('verb', verb)}
            </Button>
          );
        })}
      </div>
      {open && (
        <ActForm
          key={open}
          verb={open}
          request={request}
          busy={send.isPending}
          onSend={(form) => send.mutate({ verb: open, form })}
          onCancel={() => setOpen(null)}
        />
      )}
    </section>
  );
}

function useSend(request: Request, onDone: () => void) {
  const client = useQueryClient();
  const attempt = useRef({ of: '', id: '' });
  return useMutation({
    mutationFn: ({ verb, form }: { verb: string; form: Record<string, unknown> }) => {
      const of = JSON.stringify([verb, form]);
      if (attempt.current.of !== of) attempt.current = { of, id: newId() };
      const { id } = attempt.current;
      return call<Request>(`/requests/${request.id}/acts`, {
        method: 'POST',
        body: { id, verb, form, version: request.version },
        headers: { 'idempotency-key': id },
      });
    },
    onSuccess: async (answer) => {
      attempt.current = { of: '', id: '' };
      client.setQueryData(['request', request.id], answer);
      onDone();
      await client.invalidateQueries();
    },
  });
}

type FormProps = {
  verb: Verb;
  request: Request;
  busy: boolean;
  onSend: (form: Record<string, unknown>) => void;
  onCancel: () => void;
};

function ActForm({ verb, request, busy, onSend, onCancel }: FormProps) {
  const { say, word } = useWords();
  const [text, setText] = useState('');
  const [status, setStatus] = useState('safe');
  const [area, setArea] = useState(request.areas.at(-1)?.id ?? '');
  const [depart, setDepart] = useState('');
  const [isMissing, setMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isEmpty = verb === 'check-in' ? false : verb === 'extend' ? depart === '' : text.trim() === '';
    setMissing(isEmpty);
    if (isEmpty) return;
    if (verb === 'check-in') onSend({ status });
    else if (verb === 'extend') onSend({ area, depart });
    else onSend(withReason.includes(verb) ? { reason: text.trim() } : { note: text.trim() });
  };
  return (
    <form className="panel stack" onSubmit={submit} noValidate>
      <h2>{word('verb', verb)}</h2>
      {verb === 'check-in' && (
        <NativeSelect
          label={say('acts.status')}
          value={status}
          onChange={(event) => setStatus(event.currentTarget.value)}
          data={statuses.map((value) => ({ value, label: word('headcount', value) }))}
        />
      )}
      {verb === 'extend' && (
        <>
          <NativeSelect
            label={say('area')}
            value={area}
            onChange={(event) => setArea(event.currentTarget.value)}
            data={request.areas.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <TextInput
            type="datetime-local"
            label={say('acts.extend.until')}
            value={depart}
            error={isMissing ? say('acts.extend.missing') : undefined}
            onChange={(event) => setDepart(event.currentTarget.value)}
          />
        </>
      )}
      {verb !== 'check-in' && verb !== 'extend' && (
        <Textarea
          className="wide-field"
          label={say(withReason.includes(verb) ? 'acts.reason' : 'acts.note')}
          rows={3}
          maxLength={2000}
          value={text}
          error={isMissing ? say('acts.reason.missing') : undefined}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <div className="row">
        <Button type="submit" loading={busy} color={verb === 'cancel' ? 'rust' : 'sea'}>
          {word('verb', verb)}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {say('acts.leave')}
        </Button>
      </div>
    </form>
  );
}
