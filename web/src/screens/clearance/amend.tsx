// Change a request that was filed: the same stops form, sent as an amendment of what differs.
import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useCallback, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { call, isPassing, newId } from '../../http/call.ts';
import { request as requestQuery } from '../../http/queries.ts';
import type { Request } from '../../http/types.ts';
import { useWords } from '../../i18n/words.ts';
import { Answer } from '../../parts/answer.tsx';
import { NoticeBox } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import './clearance.css';
import { CompanionsStep } from './companions-step.tsx';
import { draftOf, formOf, useDraft } from './draft.ts';
import { ErrorSummary, mistakeAt } from './error-summary.tsx';
import { fieldId, mistakesFrom, mistakesOf } from './problems.ts';
import type { Mistake } from './problems.ts';
import { StopsEditor } from './stops-editor.tsx';

export function Amend() {
  const { id } = useParams({ from: '/app/requests/$id/amend' });
  const { say } = useWords();
  const reading = useQuery(requestQuery(id));
  return (
    <div className="wizard">
      <Page title={say('amend.title')} caption={reading.data?.reference}>
        <Answer of={reading}>{(request) => <Editor key={request.version} request={request} />}</Answer>
      </Page>
    </div>
  );
}

const amendable = ['purpose', 'dependants', 'passengers', 'stops'] as const;

function Editor({ request }: { request: Request }) {
  const { say, word, has } = useWords();
  const navigate = useNavigate();
  const client = useQueryClient();
  const initial = useCallback(() => draftOf(request), [request]);
  const { draft, change, forget, wasRestored } = useDraft(
    `safeconduct.amend.${request.id}.${request.version}`,
    initial,
  );
  const [mistakes, setMistakes] = useState<Mistake[]>([]);
  const attempt = useRef({ of: '', id: '' });
  const sending = useMutation({
    mutationFn: (form: Record<string, unknown>) => {
      const of = JSON.stringify(form);
      if (attempt.current.of !== of) attempt.current = { of, id: newId() };
      const { id } = attempt.current;
      return call<Request>(`/requests/${request.id}/acts`, {
        method: 'POST',
        body: { id, verb: 'amend', form, version: request.version },
        headers: { 'idempotency-key': id },
      });
    },
    onSuccess: async () => {
      forget();
      await navigate({ to: '/requests/$id', params: { id: request.id } });
      await client.invalidateQueries();
    },
    onError: (error) => {
      const wordOf = (code: string, otherwise: string) =>
        has('problem', code) ? word('problem', code) : has('reason', code) ? word('reason', code) : otherwise;
      if (!isPassing(error)) setMistakes(mistakesFrom(error, wordOf));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = (['purpose', 'stops', 'companions'] as const).flatMap((step) => mistakesOf(draft, step, say));
    const before = formOf(draftOf(request));
    const after = formOf(draft);
    const changed = amendable.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
    if (found.length === 0 && changed.length === 0) found.push({ path: 'purpose', message: say('amend.nothing') });
    setMistakes(found);
    if (found.length === 0) sending.mutate(Object.fromEntries(changed.map((key) => [key, after[key] ?? []])));
  };
  return (
    <form onSubmit={submit} noValidate className="step">
      <p>{say('amend.text')}</p>
      {wasRestored && (
        <NoticeBox
          tone="info"
          title={say('draft.restored')}
          actions={
            <Button variant="default" size="xs" onClick={forget}>
              {say('draft.forget')}
            </Button>
          }
        />
      )}
      <ErrorSummary mistakes={mistakes} steps={false} />
      {sending.error && isPassing(sending.error) && (
        <NoticeBox tone="warn" announce title={say('filing.kept')}>
          <p>{say('filing.kept.text')}</p>
        </NoticeBox>
      )}
      <Textarea
        id={fieldId('purpose')}
        label={say('purpose')}
        error={mistakeAt(mistakes, 'purpose')}
        value={draft.purpose}
        rows={2}
        maxLength={500}
        onChange={(event) => change({ purpose: event.currentTarget.value })}
      />
      <StopsEditor stops={draft.stops} mistakes={mistakes} onChange={(stops) => change({ stops })} />
      <CompanionsStep draft={draft} change={change} mistakes={mistakes} />
      <div className="step-end">
        <Button type="submit" size="md" loading={sending.isPending}>
          {say('amend.send')}
        </Button>
        <Link to="/requests/$id" params={{ id: request.id }}>
          {say('amend.leave')}
        </Link>
      </div>
    </form>
  );
}
