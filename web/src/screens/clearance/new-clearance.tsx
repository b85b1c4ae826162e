// A new travel clearance, one topic a page. Nothing typed is lost: the draft stays in this browser until it is filed.
import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { call, codeOf, isPassing, newId } from '../../http/call.ts';
import { me } from '../../http/queries.ts';
import type { Activity } from '../../http/types.ts';
import { useWords } from '../../i18n/words.ts';
import { Loading } from '../../parts/answer.tsx';
import { NoticeBox } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { AnswersStep } from './answers-step.tsx';
import { Choice, labelOfRow } from './choice.tsx';
import './clearance.css';
import { CompanionsStep } from './companions-step.tsx';
import { draftKey, emptyDraft, formOf, useDraft } from './draft.ts';
import { ErrorSummary, mistakeAt } from './error-summary.tsx';
import { PreflightStep, usePreflight } from './preflight-step.tsx';
import { fieldId, mistakesFrom, mistakesOf, stepOf, steps } from './problems.ts';
import type { Mistake, Step } from './problems.ts';
import { StopsEditor } from './stops-editor.tsx';
import { TripStep } from './trip-step.tsx';

export function NewClearance() {
  const reading = useQuery(me);
  return reading.data ? <Wizard self={reading.data.person} /> : <Loading />;
}

const isStep = (text: string | undefined): text is Step => steps.some((step) => step === text);

function Wizard({ self }: { self: { id: string; name: string } }) {
  const { say, word, has } = useWords();
  const navigate = useNavigate();
  const search = useSearch({ from: '/app/clearances/new' });
  const step = isStep(search.step) ? search.step : 'trip';
  const at = steps.indexOf(step);
  const { draft, change, forget, wasRestored } = useDraft(draftKey(self.id), emptyDraft);
  const [mistakes, setMistakes] = useState<Mistake[]>([]);
  const form = formOf(draft);
  const lacking = steps.flatMap((one) => mistakesOf(draft, one, say));
  const preflight = usePreflight(form, step === 'preflight' && lacking.length === 0);
  const filing = useFiling((id, isThere) => (isThere ? forget() : change({ filed: id })));
  const title = say(`step.${step}`);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector('h1')?.focus();
    scrollTo({ top: 0 });
  }, [step]);

  const wordOf = (code: string, otherwise: string) =>
    has('problem', code) ? word('problem', code) : has('reason', code) ? word('reason', code) : otherwise;
  const refused = (error: Error) => {
    const found = mistakesFrom(error, wordOf);
    setMistakes(found);
    if (found[0]) void navigate({ to: '/clearances/new', search: { step: stepOf(found[0].path) } });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (filing.isPending) return;
    if (step === 'answers') {
      setMistakes(lacking);
      if (lacking[0]) return void navigate({ to: '/clearances/new', search: { step: stepOf(lacking[0].path) } });
      const of = JSON.stringify(form);
      const sending =
        draft.sending?.of === of && codeOf(filing.error) !== 'idempotency-key-reused'
          ? draft.sending
          : { key: newId(), of };
      change({ sending });
      filing.mutate({ form, key: sending.key }, { onError: (error) => !isPassing(error) && refused(error) });
      return;
    }
    const found = mistakesOf(draft, step, say);
    setMistakes(found);
    const next = steps[at + 1];
    if (found.length === 0 && next) void navigate({ to: '/clearances/new', search: { step: next } });
  };

  return (
    <div ref={box} className="wizard">
      <Page title={title} caption={say('step.of', { number: at + 1, count: steps.length })}>
        {at > 0 && (
          <p>
            <Link to="/clearances/new" search={{ step: steps[at - 1] ?? 'trip' }}>
              {say('back')}
            </Link>
          </p>
        )}
        {wasRestored && step === 'trip' && (
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
        <ErrorSummary mistakes={mistakes} steps />
        {filing.error && isPassing(filing.error) && (
          <NoticeBox tone="warn" announce title={say('filing.kept')}>
            <p>{say('filing.kept.text')}</p>
          </NoticeBox>
        )}
        <form onSubmit={submit} noValidate className="step">
          {step === 'trip' && <TripStep draft={draft} change={change} mistakes={mistakes} />}
          {step === 'purpose' && (
            <>
              {draft.travelType === 'official' && (
                <Choice<Activity>
                  collection="activities"
                  id={fieldId('activity')}
                  label={say('purpose.activity')}
                  description={say('purpose.activity.hint')}
                  error={mistakeAt(mistakes, 'activity')}
                  value={draft.activity}
                  onChange={(activity) =>
                    activity && change({ activity: { id: activity.id, name: labelOfRow(activity) } })
                  }
                />
              )}
              <Textarea
                id={fieldId('purpose')}
                label={say('purpose')}
                description={say('purpose.hint')}
                error={mistakeAt(mistakes, 'purpose')}
                value={draft.purpose}
                rows={3}
                maxLength={500}
                onChange={(event) => change({ purpose: event.currentTarget.value })}
              />
            </>
          )}
          {step === 'stops' && (
            <StopsEditor stops={draft.stops} mistakes={mistakes} onChange={(stops) => change({ stops })} />
          )}
          {step === 'companions' && <CompanionsStep draft={draft} change={change} mistakes={mistakes} />}
          {step === 'preflight' && <PreflightStep reading={preflight} mistakes={lacking} />}
          {step === 'answers' && <AnswersStep draft={draft} self={self.name} />}
          <div className="step-end">
            <Button type="submit" size="md" loading={filing.isPending}>
              {say(step === 'answers' ? (filing.isError ? 'filing.again' : 'filing.send') : 'continue')}
            </Button>
            <span className="dim">{say('draft.kept')}</span>
          </div>
        </form>
      </Page>
    </div>
  );
}

function useFiling(onFiled: (id: string, isThere: boolean) => void) {
  const navigate = useNavigate();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ form, key }: { form: unknown; key: string }) =>
      call<{ id: string; reference: string; parts?: unknown }>('/requests', {
        method: 'POST',
        body: { process: 'travelClearance', form },
        headers: { 'idempotency-key': key },
      }),
    onSuccess: async ({ id, reference, parts }) => {
      onFiled(id, parts !== undefined);
      await navigate({ to: '/requests/$id', params: { id }, search: { filed: reference } });
      await client.invalidateQueries();
    },
  });
}
