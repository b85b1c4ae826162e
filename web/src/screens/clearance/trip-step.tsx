// Who travels, and what kind of travel it is; an emergency that has already begun is told here too.
import { TextInput } from '@mantine/core';
import type { Person } from '../../http/types.ts';
import { useWords } from '../../i18n/words.ts';
import { nameOf } from '../../parts/text.tsx';
import { Choice } from './choice.tsx';
import type { Change, Draft } from './draft.ts';
import { mistakeAt } from './error-summary.tsx';
import { fieldId } from './problems.ts';
import type { Mistake } from './problems.ts';

const travelTypes = ['official', 'entitlement', 'personal'] as const;
const emergencies = ['life-saving', 'medical-evacuation', 'communications-lost'] as const;
export const labelOfPerson = (person: Person): string =>
  [person.name ?? person.id, nameOf(person.organization)].filter(Boolean).join(', ');

type Props = { draft: Draft; change: Change; mistakes: Mistake[] };

export function TripStep({ draft, change, mistakes }: Props) {
  const { say } = useWords();
  const wrongType = mistakeAt(mistakes, 'travelType');
  return (
    <>
      <fieldset className="choices">
        <legend>{say('trip.who')}</legend>
        {(['no', 'yes'] as const).map((value) => (
          <label className="choice" key={value}>
            <input
              type="radio"
              name="onBehalf"
              checked={draft.onBehalf === value}
              onChange={() => change({ onBehalf: value })}
            />
            {say(value === 'no' ? 'trip.who.me' : 'trip.who.other')}
          </label>
        ))}
      </fieldset>
      {draft.onBehalf === 'yes' && (
        <Choice<Person>
          collection="people"
          id={fieldId('traveller')}
          label={say('trip.traveller')}
          error={mistakeAt(mistakes, 'traveller')}
          value={draft.traveller}
          labelOf={labelOfPerson}
          onChange={(person) => person && change({ traveller: { id: person.id, name: labelOfPerson(person) } })}
        />
      )}
      <fieldset className="choices" aria-describedby={wrongType ? 'travel-type-error' : undefined}>
        <legend>{say('trip.type')}</legend>
        {wrongType && (
          <p id="travel-type-error" className="field-error">
            {wrongType}
          </p>
        )}
        {travelTypes.map((value, index) => (
          <label className="choice" key={value}>
            <input
              type="radio"
              name="travelType"
              {...(index === 0 ? { id: fieldId('travelType') } : {})}
              checked={draft.travelType === value}
              onChange={() => change({ travelType: value })}
            />
            <span>
              {say(`trip.type.${value}`)}
              <span className="choice-hint">{say(`trip.type.${value}.hint`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <EmergencyFields draft={draft} change={change} />
    </>
  );
}

function EmergencyFields({ draft, change }: Omit<Props, 'mistakes'>) {
  const { say } = useWords();
  return (
    <details open={draft.emergency !== ''}>
      <summary>{say('emergency.title')}</summary>
      <p className="dim">{say('emergency.text')}</p>
      <fieldset className="choices">
        <legend>{say('emergency.kind')}</legend>
        {(['', ...emergencies] as const).map((value) => (
          <label className="choice" key={value}>
            <input
              type="radio"
              name="emergency"
              checked={draft.emergency === value}
              onChange={() => change({ emergency: value })}
            />
            {say(value === '' ? 'emergency.none' : `emergency.${value}`)}
          </label>
        ))}
      </fieldset>
      {draft.emergency !== '' && (
        <div className="stack">
          <Choice<Person>
            collection="people"
            id={fieldId('emergency.verbalApproval.by')}
            label={say('emergency.by')}
            value={draft.verbalBy}
            labelOf={labelOfPerson}
            onChange={(person) => person && change({ verbalBy: { id: person.id, name: labelOfPerson(person) } })}
          />
          <TextInput
            type="datetime-local"
            label={say('emergency.at')}
            value={draft.verbalAt}
            onChange={(event) => change({ verbalAt: event.currentTarget.value })}
          />
          <TextInput
            label={say('emergency.means')}
            maxLength={60}
            value={draft.verbalMeans}
            onChange={(event) => change({ verbalMeans: event.currentTarget.value })}
          />
        </div>
      )}
    </details>
  );
}
