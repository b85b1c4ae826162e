// The second person's page: what changes, for whom, whether it is sound; then publish, return or deny.
import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { call, newId } from '../../../http/call.ts';
import { me, request as requestQuery } from '../../../http/queries.ts';
import type { Request } from '../../../http/types.ts';
import { useWords } from '../../../i18n/words.ts';
import { Answer, Failed, Loading } from '../../../parts/answer.tsx';
import { NoticeBox } from '../../../parts/notice.tsx';
import { Page } from '../../../parts/page.tsx';
import { RuleChangeAsked } from '../../../parts/rule-change.tsx';
import type { RuleChange } from '../../../parts/rule-change.tsx';
import { StateTag } from '../../../parts/tags.tsx';
import { Name, Names, When, nameOf } from '../../../parts/text.tsx';
import { useTyped } from '../../../parts/use-typed.ts';
import { RefusedHere, isBackAt } from '../../../rulebook/sign-in-again.tsx';
import type { Draft, Where } from '../../../rulebook/types.ts';
import { AnalysisWords, useAnalysis } from './check-panel.tsx';
import { Compared } from './compared.tsx';
import { ImpactPanel } from './impact-panel.tsx';
import { HistoryPanel } from './lazy.ts';
import { LivePreview } from './live-preview.tsx';
import { ReplacedPanel } from './replaced.tsx';
import { StoriesPlayed } from './stories.tsx';

export function Review({ draft }: { draft: Draft }) {
  const { say } = useWords();
  const kase = useQuery({ ...requestQuery(draft.request ?? ''), enabled: draft.request !== null });
  const params = { set: draft.content.name, draft: draft.id };
  const [done, setDone] = useState<Outcome>();
  return (
    <Page
      wide
      title={draft.title}
      caption={say('review.caption')}
      heading={<bdi>{draft.title}</bdi>}
      action={kase.data && <StateTag state={kase.data.state} />}
    >
      <p>
        {say('review.by')} <Name>{nameOf(draft.author)}</Name> · <When at={draft.updatedAt} /> ·{' '}
        {say('draft.revision', { revision: draft.revision })}
      </p>
      {draft.request === null ? (
        <NoticeBox
          tone="info"
          title={say('review.not-submitted')}
          actions={
            <Link to="/rules/$set/drafts/$draft" params={params} search={{ tab: 'submit' }}>
              {say('tab.submit')}
            </Link>
          }
        />
      ) : (
        <Answer of={kase}>
          {(request) => (
            <>
              {done ? (
                <NoticeBox tone="good" announce title={say(`review.done.${done}`)} />
              ) : (
                <Standing request={request} draft={draft} />
              )}
              <RuleChangeAsked request={request} isReview />
            </>
          )}
        </Answer>
      )}
      {draft.state === 'open' ? (
        <ReplacedPanel set={draft.content} draft={draft} />
      ) : (
        <Compared draft={draft} of={kase.data?.form as RuleChange | undefined} />
      )}
      <h2 className="spaced">{say('tab.check')}</h2>
      <Checks draft={draft} />
      <StoriesPlayed saved={draft} />
      <h2 className="spaced">{say('tab.impact')}</h2>
      {kase.data && draft.state === 'submitted' && <Live draft={draft} of={kase.data.form as RuleChange} />}
      <ImpactPanel set={draft.content} {...placesIn(kase.data)} />
      <details className="panel">
        <summary>{say('tab.history')}</summary>
        <HistoryPanel draft={draft} now={draft.content} />
      </details>
      {kase.data?.openTasks.some(({ mine }) => mine) && <Decision request={kase.data} draft={draft} onDone={setDone} />}
    </Page>
  );
}

function placesIn(request: Request | undefined): Where {
  const { from: _, ...places } = (request?.form as RuleChange | undefined)?.effective ?? {};
  return places;
}

/** Where live requests are to be judged again, what that comes to. */
function Live({ draft, of: { reexamine, effective } }: { draft: Draft; of: RuleChange }) {
  if (!reexamine) return null;
  const { countries = [], areas = [] } = effective ?? {};
  return <LivePreview draft={draft} revision={draft.revision} countries={countries} areas={areas} />;
}

/** Said first of all: whether it waits for the reader, and if not, for whom. */
function Standing({ request, draft }: { request: Request; draft: Draft }) {
  const { say, word } = useWords();
  const self = useQuery(me);
  if (request.openTasks.length === 0) return <NoticeBox tone="info" title={say('review.closed')} />;
  if (request.openTasks.some(({ mine }) => mine)) return null;
  const isAuthor = self.data !== undefined && draft.author.id === self.data.person.id;
  return (
    <NoticeBox tone="info" title={say(isAuthor ? 'review.author' : 'review.other')}>
      {isAuthor && <p>{say('review.author.text')}</p>}
      {request.openTasks.map((one) => (
        <p key={one.id}>
          {say('tracker.with')} <Names of={one.holders} />{' '}
          <span className="dim">({word('authority', one.authority)})</span>
        </p>
      ))}
    </NoticeBox>
  );
}

function Checks({ draft }: { draft: Draft }) {
  const run = useAnalysis(draft.content);
  const { mutate } = run;
  useEffect(() => mutate(draft.content), [mutate, draft.content]);
  if (run.error) return <Failed error={run.error} retry={() => mutate(draft.content)} />;
  return run.data ? <AnalysisWords of={run.data} set={draft.content} draft={draft.id} /> : <Loading />;
}

const place = 'decide-title';
type Outcome = 'approve' | 'return' | 'deny';
type DecisionProps = { request: Request; draft: Draft; onDone: (outcome: Outcome) => void };

function Decision({ request, draft, onDone }: DecisionProps) {
  const { say, word } = useWords();
  const client = useQueryClient();
  const [reason, setReason, forgetReason] = useTyped(`review.${draft.id}`, '');
  const [isLacking, setLacking] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const attempt = useRef({ of: '', id: '' });
  const task = request.openTasks.find(({ mine }) => mine);
  const send = useMutation({
    mutationFn: (outcome: Outcome) => {
      const of = `${outcome} ${reason}`;
      if (attempt.current.of !== of) attempt.current = { of, id: newId() };
      const { id } = attempt.current;
      const given = reason.trim() === '' ? {} : { reason: reason.trim() };
      const headers = { 'idempotency-key': id };
      if (outcome === 'approve')
        return call(`/rules/${draft.content.name}/drafts/${draft.id}/publish`, {
          method: 'POST',
          body: { version: request.version, ...given },
          headers,
        });
      return call(`/tasks/${task?.id ?? ''}/decision`, {
        method: 'POST',
        body: { id, outcome, version: request.version, ...given },
        headers,
      });
    },
    onSuccess: (_, outcome) => {
      forgetReason();
      onDone(outcome);
    },
    onSettled: () => client.invalidateQueries(),
  });
  const press = (outcome: Outcome) => {
    const isEmpty = outcome !== 'approve' && reason.trim() === '';
    setLacking(isEmpty);
    if (isEmpty) return box.current?.focus();
    send.mutate(outcome);
  };
  useEffect(() => {
    if (isBackAt(place)) box.current?.focus();
  }, []);
  return (
    <section className="panel" aria-labelledby={place}>
      <h2 id={place}>{say('decide.title')}</h2>
      {send.error && <RefusedHere error={send.error} at={place} />}
      <div className="stack">
        <Textarea
          ref={box}
          className="wide-field"
          label={say('decide.reason')}
          description={say('review.reason.hint')}
          error={isLacking ? say('acts.reason.missing') : undefined}
          value={reason}
          maxLength={2000}
          rows={3}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <span className="row">
          <Button onClick={() => press('approve')} loading={send.isPending}>
            {say('review.publish')}
          </Button>
          <Button variant="default" disabled={send.isPending} onClick={() => press('return')}>
            {word('outcome', 'return')}
          </Button>
          <Button variant="default" disabled={send.isPending} onClick={() => press('deny')}>
            {word('outcome', 'deny')}
          </Button>
        </span>
      </div>
    </section>
  );
}
