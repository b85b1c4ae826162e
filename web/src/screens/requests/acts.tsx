// What this reader may do with the request now; the most pressing act is the main button.
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { call, codeOf, newId } from '../../http/call.ts';
import type { Request } from '../../http/types.ts';
import { useWords } from '../../i18n/words.ts';
import { LinkButton } from '../../parts/link-button.tsx';
import { NoticeBox } from '../../parts/notice.tsx';
import { ActForm, verbs } from './act-form.tsx';
import type { Verb } from './act-form.tsx';

const atOnce: Verb[] = ['confirm', 'acknowledge-briefing'];
const pressing: Verb[] = ['confirm', 'acknowledge-briefing', 'check-in', 'appeal'];

function mainOf({ state }: Request, offered: Verb[]): Verb | undefined {
  if (state === 'returned') return offered.find((verb) => verb === 'amend');
  if (state === 'overstay') return offered.find((verb) => verb === 'close');
  return offered.find((verb) => pressing.includes(verb));
}

export function Acts({ request }: { request: Request }) {
  const { say, word, has } = useWords();
  const [open, setOpen] = useState<Verb | null>(null);
  const box = useRef<HTMLElement>(null);
  const offered = verbs.filter(
    (verb) => request.acts.includes(verb) && !(verb === 'amend' && request.process !== 'travelClearance'),
  );
  const send = useSend(request, () => {
    setOpen(null);
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>('.notice')?.focus());
  });
  const main = mainOf(request, offered);
  const code = codeOf(send.error);
  const show = (verb: Verb | null) => {
    const from = open;
    setOpen(verb);
    send.reset();
    requestAnimationFrame(() => {
      const target = verb ? 'form input, form select, form textarea' : `[data-verb="${from}"]`;
      box.current?.querySelector<HTMLElement>(target)?.focus();
    });
  };
  if (offered.length === 0 && !open && !send.isSuccess) return null;
  return (
    <section ref={box} aria-label={say('acts.title')}>
      {send.isSuccess && <NoticeBox tone="good" announce title={word('did', send.variables.verb)} />}
      {send.error && (
        <NoticeBox tone="bad" announce title={say('acts.failed')}>
          <p>{has('problem', code) ? word('problem', code) : say('failed.text')}</p>
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
            atOnce.includes(verb) ? send.mutate({ verb, form: {} }) : show(open === verb ? null : verb);
          return (
            <Button
              key={verb}
              data-verb={verb}
              variant={verb === main ? 'filled' : 'default'}
              {...(atOnce.includes(verb) ? {} : { 'aria-expanded': open === verb })}
              loading={send.isPending && send.variables.verb === verb && open !== verb}
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
          onCancel={() => show(null)}
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
    onError: () => client.invalidateQueries({ queryKey: ['request', request.id] }),
  });
}
