// What these rules would have made of the requests of the last days: how many, which way, and whose queue grows.
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../../../i18n/words.ts';
import { Failed } from '../../../parts/answer.tsx';
import { NoticeBox } from '../../../parts/notice.tsx';
import { Tag } from '../../../parts/tags.tsx';
import { PlaceNames } from '../../../parts/place-names.tsx';
import { Arrow, Name, When } from '../../../parts/text.tsx';
import { ask } from '../../../rulebook/queries.ts';
import type { Draft, Impact, RuleSet, Where } from '../../../rulebook/types.ts';
import { useChosen, whereOf } from './chosen.ts';

const looks = {
  'no-person': ['triangle', 'bad'],
  'no-longer-halted': ['triangle', 'bad'],
  'newly-halted': ['pause', 'warn'],
  'newly-decided': ['up', 'good'],
  'other-deciders': ['info', 'info'],
  'other-terms': ['info', 'plain'],
} as const;

/** At the places chosen for the draft. */
export function ImpactOfDraft({ set, draft }: { set: RuleSet; draft: Draft }) {
  const [chosen] = useChosen(draft);
  return <ImpactPanel set={set} {...whereOf(chosen)} />;
}

export function ImpactPanel({ set, countries = [], areas = [] }: { set: RuleSet } & Where) {
  const { say } = useWords();
  const [days, setDays] = useState('90');
  const places = { ...(countries.length > 0 ? { countries } : {}), ...(areas.length > 0 ? { areas } : {}) };
  const run = useMutation({
    mutationFn: (asked: { content: RuleSet; days: number }) =>
      ask<Impact>(set.name, 'impact', { ref: { content: asked.content }, days: asked.days, ...places }),
  });
  return (
    <>
      <p>{say('impact.text')}</p>
      {countries.length + areas.length > 0 && (
        <p>
          {say('impact.places')} <PlaceNames countries={countries} areas={areas} />
        </p>
      )}
      <form
        className="row narrow-form"
        onSubmit={(event) => {
          event.preventDefault();
          run.mutate({ content: set, days: Math.max(1, Math.trunc(Number(days)) || 90) });
        }}
      >
        <TextInput
          type="number"
          min={1}
          max={3650}
          label={say('impact.days')}
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
        />
        <Button type="submit" loading={run.isPending}>
          {say('impact.run')}
        </Button>
      </form>
      {run.error && <Failed error={run.error} />}
      {run.data && run.variables?.content !== set && <NoticeBox tone="warn" title={say('check.old')} />}
      {run.data && <ImpactWords of={run.data} />}
    </>
  );
}

export function ImpactWords({ of, isLive = false }: { of: Impact; isLive?: boolean }) {
  const { say, word } = useWords();
  const { cases, parts, changed } = of;
  const alone = of.kinds.find(({ kind }) => kind === 'no-person')?.parts ?? 0;
  const isLess = of.kinds.some(({ kind }) => kind === 'no-person' || kind === 'no-longer-halted');
  return (
    <div aria-live="polite">
      <NoticeBox
        tone={isLess ? 'bad' : changed > 0 ? 'info' : 'good'}
        title={say(isLive ? 'impact.live.result' : 'impact.result', { cases, parts, changed })}
      >
        {isLive && <p>{say('impact.live.alone', { count: alone })}</p>}
        {of.reached !== null && (
          <p>
            {say('impact.cut')} <When at={of.reached} relative={false} />
          </p>
        )}
      </NoticeBox>
      <ul className="rules">
        {of.kinds.map(({ kind, parts: count, samples }) => {
          const [sign, tone] = looks[kind];
          return (
            <li key={kind}>
              <div className="row between">
                <strong>{say(`impact.kind.${kind}`)}</strong>
                <Tag sign={sign} tone={tone}>
                  {say('impact.count', { count })}
                </Tag>
              </div>
              {samples.length > 0 && (
                <details>
                  <summary>{say('impact.samples')}</summary>
                  <ul className="plain-list">
                    {samples.map((one) => (
                      <li key={`${one.request} ${one.part}`}>
                        <Link to="/requests/$id" params={{ id: one.request }} search={{ tab: 'why' }}>
                          <bdi>{one.reference}</bdi>
                        </Link>{' '}
                        {one.area && <Name>{one.area}</Name>}
                        {': '}
                        {word('verdict', one.before)}
                        <Arrow />
                        {word('verdict', one.after)}
                      </li>
                    ))}
                  </ul>
                </details>
              )}
            </li>
          );
        })}
      </ul>
      {of.queues.length > 0 && <Queues of={of} />}
    </div>
  );
}

const signed = (number: number) => `${number > 0 ? '+' : '−'}${Math.abs(number)}`;

function Queues({ of }: { of: Impact }) {
  const { say, word } = useWords();
  return (
    <>
      <h3>{say('impact.queues')}</h3>
      <div className="table-wrap" role="region" tabIndex={0} aria-label={say('impact.queues')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say('impact.queue')}</th>
              <th scope="col">{say('where')}</th>
              <th scope="col" className="number">
                {say('impact.before')}
              </th>
              <th scope="col" className="number">
                {say('impact.after')}
              </th>
              <th scope="col" className="number">
                {say('impact.difference')}
              </th>
            </tr>
          </thead>
          <tbody>
            {of.queues.map((queue) => (
              <tr key={`${queue.authority} ${queue.of} ${queue.country} ${queue.area}`}>
                <th scope="row">{word('authority', queue.authority)}</th>
                <td>
                  <Name>{queue.areaName ?? queue.area ?? queue.country ?? '–'}</Name>
                </td>
                <td className="number">{queue.before}</td>
                <td className="number">{queue.after}</td>
                <td className="number">
                  <bdi dir="ltr">{signed(queue.after - queue.before)}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {of.moreQueues > 0 && <p className="dim">{say('impact.more', { count: of.moreQueues })}</p>}
    </>
  );
}
