// The stops of a trip, in order: add, copy, go back the way, remove and take that back.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { newId } from '../../http/call.ts';
import { useWords } from '../../i18n/words.ts';
import { emptyStop } from './draft.ts';
import type { StopDraft } from './draft.ts';
import { fieldId } from './problems.ts';
import type { Mistake } from './problems.ts';
import { StopFields } from './stop-fields.tsx';

type Props = { stops: StopDraft[]; mistakes: Mistake[]; onChange: (stops: StopDraft[]) => void };

export function StopsEditor({ stops, mistakes, onChange }: Props) {
  const { say } = useWords();
  const [removed, setRemoved] = useState<{ stop: StopDraft; index: number } | null>(null);
  const insert = (stop: StopDraft, index: number) => {
    onChange(stops.toSpliced(index, 0, stop));
    setTimeout(() => document.getElementById(fieldId(`stops.${index}.area`))?.focus(), 60);
  };
  const last = stops.at(-1);
  const [first] = stops;
  const nextArrival = last ? { arrive: last.depart } : {};
  const remove = (index: number) => {
    const stop = stops[index];
    if (!stop) return;
    setRemoved({ stop, index });
    onChange(stops.toSpliced(index, 1));
  };
  const restore = () => {
    if (removed) insert(removed.stop, removed.index);
    setRemoved(null);
  };
  return (
    <div className="stops-editor">
      {stops.map((stop, index) => (
        <fieldset key={stop.key} className="panel stop">
          <legend>
            {say('stop.number', { number: index + 1 })}
            {stop.spot && (
              <>
                {' · '}
                <bdi>{stop.spot.name}</bdi>
              </>
            )}
          </legend>
          <StopFields
            stop={stop}
            index={index}
            mistakes={mistakes}
            onChange={(values) => onChange(stops.map((one) => (one.key === stop.key ? { ...one, ...values } : one)))}
          />
          <div className="row">
            <Button
              variant="default"
              size="xs"
              onClick={() => insert({ ...stop, key: newId(), arrive: stop.depart, depart: '' }, index + 1)}
            >
              {say('stop.duplicate', { number: index + 1 })}
            </Button>
            {stops.length > 1 && (
              <Button variant="default" size="xs" onClick={() => remove(index)}>
                {say('stop.remove', { number: index + 1 })}
              </Button>
            )}
          </div>
        </fieldset>
      ))}
      <div role="status">
        {removed && (
          <p className="row">
            {say('stop.removed', { number: removed.index + 1 })}
            <Button variant="default" size="xs" onClick={restore}>
              {say('undo')}
            </Button>
          </p>
        )}
      </div>
      <div className="row">
        <Button variant="light" onClick={() => insert({ ...emptyStop(), ...nextArrival }, stops.length)}>
          {say('stop.add')}
        </Button>
        {stops.length > 1 && first && first.area !== last?.area && (
          <Button
            variant="light"
            onClick={() =>
              insert(
                {
                  ...emptyStop(),
                  ...nextArrival,
                  area: first.area,
                  ...(first.spot ? { spot: first.spot } : {}),
                  mode: last?.mode ?? '',
                },
                stops.length,
              )
            }
          >
            {say('stop.return')}
          </Button>
        )}
      </div>
    </div>
  );
}
