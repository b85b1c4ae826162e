// Everything that was said, once more, each topic with the way back to change it.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTimes } from '../../i18n/time.ts';
import { useWords } from '../../i18n/words.ts';
import { Stay } from '../../parts/text.tsx';
import type { Draft } from './draft.ts';
import type { Step } from './problems.ts';

export function AnswersStep({ draft, self }: { draft: Draft; self: string }) {
  const { say, word } = useWords();
  const times = useTimes();
  return (
    <>
      <Topic step="trip" title={say('step.trip')}>
        <Line label={say('traveller')}>{draft.onBehalf === 'yes' ? (draft.traveller?.name ?? '') : self}</Line>
        <Line label={say('trip.type')}>{draft.travelType && word('travel', draft.travelType)}</Line>
        {draft.emergency !== '' && <Line label={say('emergency.kind')}>{word('reason', draft.emergency)}</Line>}
      </Topic>
      <Topic step="purpose" title={say('step.purpose')}>
        {draft.travelType === 'official' && <Line label={say('purpose.activity')}>{draft.activity?.name ?? '–'}</Line>}
        <Line label={say('purpose')}>{draft.purpose}</Line>
      </Topic>
      <Topic step="stops" title={say('step.stops')}>
        {draft.stops.map((stop, index) => (
          <Line key={stop.key} label={say('stop.number', { number: index + 1 })}>
            <bdi>{stop.spot ? `${stop.spot.name}, ${stop.spot.countryName}` : stop.area}</bdi>
            <br />
            {stop.arrive && stop.depart && (
              <Stay arrive={stop.arrive} depart={stop.depart} zone={stop.spot?.zone ?? ''} />
            )}
            <br />
            {stop.mode && word('entry', stop.mode)}
            {stop.lodging && (
              <>
                {' · '}
                <bdi>{stop.lodging}</bdi>
              </>
            )}
          </Line>
        ))}
      </Topic>
      <Topic step="companions" title={say('step.companions')}>
        <Line label={say('companions.family')}>
          {draft.dependants.length === 0
            ? say('none')
            : times.list(
                draft.dependants.map(({ relation, name, age }) =>
                  [word('relation', relation), name, age].filter(Boolean).join(' '),
                ),
              )}
        </Line>
        <Line label={say('companions.passengers')}>
          {draft.passengers.length === 0 ? say('none') : times.list(draft.passengers.map(({ name }) => name))}
        </Line>
      </Topic>
    </>
  );
}

function Topic({ step, title, children }: { step: Step; title: string; children: ReactNode }) {
  const { say } = useWords();
  return (
    <section className="panel">
      <div className="row between">
        <h2>{title}</h2>
        <Link to="/clearances/new" search={{ step }} aria-label={say('answers.change.what', { what: title })}>
          {say('answers.change')}
        </Link>
      </div>
      <dl className="facts">{children}</dl>
    </section>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{typeof children === 'string' ? <bdi>{children}</bdi> : children}</dd>
    </>
  );
}
