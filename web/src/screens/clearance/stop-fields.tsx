// The fields of one stop. Times are the wall times of the place; what they are in UTC and here stands beneath.
import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { options } from '../../http/queries.ts';
import type { Area, Country } from '../../http/types.ts';
import { instantOf, ownZone, useTimes } from '../../i18n/time.ts';
import { useWords } from '../../i18n/words.ts';
import { RiskTag } from '../../parts/tags.tsx';
import { Choice } from './choice.tsx';
import type { Spot, StopDraft, YesNo } from './draft.ts';
import { mistakeAt } from './error-summary.tsx';
import { fieldId } from './problems.ts';
import type { Mistake } from './problems.ts';

export const modes = ['scheduled-air', 'un-flight', 'charter', 'road', 'rail', 'sea', 'foot'];
const flown = ['scheduled-air', 'un-flight', 'charter'];

export function useSpots(): (area: Area) => Spot {
  const countries = useQuery(options<Country>('countries', ''));
  return (area) => {
    const country = countries.data?.find(({ id }) => id === area.country);
    return {
      name: area.name ?? area.id,
      countryName: area.countryName ?? country?.name ?? area.country ?? '',
      zone: area.zone ?? country?.zone ?? 'UTC',
      presentRisk: area.presentRisk ?? 'unknown',
    };
  };
}

type Props = { stop: StopDraft; index: number; mistakes: Mistake[]; onChange: (values: Partial<StopDraft>) => void };

export function StopFields({ stop, index, mistakes, onChange }: Props) {
  const { say, word } = useWords();
  const spotOf = useSpots();
  const path = (field: string) => `stops.${index}.${field}`;
  const given = (field: string) => ({ id: fieldId(path(field)), error: mistakeAt(mistakes, path(field)) });
  const text = (field: 'flight' | 'operator' | 'lodging', label: string) => (
    <TextInput
      {...given(field)}
      label={label}
      value={stop[field]}
      maxLength={field === 'flight' ? 20 : 120}
      onChange={(event) => onChange({ [field]: event.currentTarget.value })}
    />
  );
  const choice = (
    field: 'mode' | 'transit' | 'vetted' | 'operatorListed',
    label: string,
    data: { value: string; label: string }[],
  ) => (
    <NativeSelect
      {...given(field)}
      label={label}
      value={stop[field]}
      data={data}
      onChange={(event) => onChange({ [field]: event.currentTarget.value as YesNo })}
    />
  );
  const yesNo = [
    { value: '', label: say('not-said') },
    { value: 'yes', label: say('yes') },
    { value: 'no', label: say('no') },
  ];
  return (
    <div className="stop-fields">
      <div className="whole">
        <Choice<Area>
          collection="areas"
          {...given('area')}
          label={say('stop.area')}
          description={say('stop.area.hint')}
          value={
            stop.area === ''
              ? undefined
              : {
                  id: stop.area,
                  name: stop.spot ? `${stop.spot.name}, ${stop.spot.countryName} (${stop.area})` : stop.area,
                }
          }
          labelOf={(area) => `${area.name ?? area.id}, ${spotOf(area).countryName} (${area.id})`}
          onChange={(area) => area && onChange({ area: area.id, spot: spotOf(area) })}
        />
        {stop.spot && (
          <p className="row">
            <RiskTag risk={stop.spot.presentRisk} />
            <span className="dim">
              {say('stop.zone')} <bdi>{stop.spot.zone}</bdi>
            </span>
          </p>
        )}
      </div>
      <Moment
        label={say('stop.arrive')}
        {...given('arrive')}
        value={stop.arrive}
        zone={stop.spot?.zone}
        onChange={(arrive) => onChange({ arrive })}
      />
      <Moment
        label={say('stop.depart')}
        {...given('depart')}
        value={stop.depart}
        zone={stop.spot?.zone}
        onChange={(depart) => onChange({ depart })}
      />
      {choice('mode', say('stop.mode'), [
        { value: '', label: say('choose') },
        ...modes.map((value) => ({ value, label: word('entry', value) })),
      ])}
      {flown.includes(stop.mode) && text('flight', say('stop.flight'))}
      {stop.mode === 'charter' && text('operator', say('stop.operator'))}
      {stop.mode === 'charter' && stop.operator !== '' && choice('operatorListed', say('stop.operator.listed'), yesNo)}
      {stop.mode === 'road' && <Vehicles stop={stop} onChange={onChange} />}
      {text('lodging', say('stop.lodging'))}
      {stop.lodging !== '' && choice('vetted', say('stop.vetted'), yesNo)}
      {choice('transit', say('stop.transit'), [
        { value: '', label: say('stop.transit.no') },
        { value: 'airside', label: say('stop.transit.airside') },
        { value: 'landside', label: say('stop.transit.landside') },
      ])}
    </div>
  );
}

type MomentProps = {
  id: string;
  label: string;
  value: string;
  zone: string | undefined;
  error: string | undefined;
  onChange: (value: string) => void;
};

function Moment({ id, label, value, zone, error, onChange }: MomentProps) {
  const { say } = useWords();
  const times = useTimes();
  const instant = zone === undefined ? undefined : instantOf(value, zone);
  return (
    <div>
      <TextInput
        id={id}
        type="datetime-local"
        label={label}
        description={zone ? say('stop.local', { zone }) : say('stop.local.unknown')}
        error={error}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {instant !== undefined && (
        <p className="dim equivalent">
          = <bdi>{times.at(instant, 'UTC')}</bdi>
          {ownZone() !== 'UTC' && ownZone() !== zone && (
            <>
              {' · '}
              {say('stop.own')} <bdi>{times.at(instant)}</bdi>
            </>
          )}
        </p>
      )}
    </div>
  );
}

function Vehicles({ stop, onChange }: { stop: StopDraft; onChange: (values: Partial<StopDraft>) => void }) {
  const { say } = useWords();
  const number = (field: 'vehicles' | 'armoured', label: string, max: number) => (
    <TextInput
      type="number"
      min={0}
      max={max}
      label={label}
      value={String(stop[field])}
      onChange={(event) =>
        onChange({ [field]: Math.max(0, Math.min(max, Math.trunc(Number(event.currentTarget.value)))) })
      }
    />
  );
  return (
    <>
      {number('vehicles', say('stop.vehicles'), 20)}
      {stop.vehicles > 0 && number('armoured', say('stop.armoured'), stop.vehicles)}
    </>
  );
}
