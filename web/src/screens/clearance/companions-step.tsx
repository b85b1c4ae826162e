// Who comes along: family members, and passengers without a clearance of their own.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { newId } from '../../http/call.ts';
import type { Person } from '../../http/types.ts';
import { useWords } from '../../i18n/words.ts';
import { Choice } from './choice.tsx';
import type { Change, DependantDraft, Draft } from './draft.ts';
import { mistakeAt } from './error-summary.tsx';
import { fieldId } from './problems.ts';
import type { Mistake } from './problems.ts';
import { labelOfPerson } from './trip-step.tsx';

const relations = ['spouse', 'child', 'parent', 'other'];

export function CompanionsStep({ draft, change, mistakes }: { draft: Draft; change: Change; mistakes: Mistake[] }) {
  const { say, word } = useWords();
  const set = (key: string, values: Partial<DependantDraft>) =>
    change({ dependants: draft.dependants.map((one) => (one.key === key ? { ...one, ...values } : one)) });
  return (
    <>
      <h2>{say('companions.family')}</h2>
      <p className="dim">{say('companions.family.hint')}</p>
      {draft.dependants.map((one, index) => (
        <fieldset key={one.key} className="panel stop">
          <legend>{say('companions.member', { number: index + 1 })}</legend>
          <div className="stop-fields">
            <NativeSelect
              id={fieldId(`dependants.${index}.relation`)}
              label={say('companions.relation')}
              error={mistakeAt(mistakes, `dependants.${index}.relation`)}
              value={one.relation}
              data={[
                { value: '', label: say('choose') },
                ...relations.map((value) => ({ value, label: word('relation', value) })),
              ]}
              onChange={(event) => set(one.key, { relation: event.currentTarget.value })}
            />
            <TextInput
              label={say('companions.name')}
              maxLength={120}
              value={one.name}
              onChange={(event) => set(one.key, { name: event.currentTarget.value })}
            />
            <TextInput
              id={fieldId(`dependants.${index}.age`)}
              type="number"
              min={0}
              max={120}
              label={say('companions.age')}
              error={mistakeAt(mistakes, `dependants.${index}.age`)}
              value={one.age}
              onChange={(event) => set(one.key, { age: event.currentTarget.value })}
            />
          </div>
          <Button
            variant="default"
            size="xs"
            onClick={() => change({ dependants: draft.dependants.filter(({ key }) => key !== one.key) })}
          >
            {say('companions.remove', { number: index + 1 })}
          </Button>
        </fieldset>
      ))}
      <Button
        variant="light"
        disabled={draft.dependants.length >= 12}
        onClick={() => change({ dependants: [...draft.dependants, { key: newId(), relation: '', name: '', age: '' }] })}
      >
        {say('companions.add')}
      </Button>
      <h2 className="spaced">{say('companions.passengers')}</h2>
      <p className="dim">{say('companions.passengers.hint')}</p>
      <ul className="plain-list">
        {draft.passengers.map((person) => (
          <li key={person.id} className="row between">
            <bdi>{person.name}</bdi>
            <Button
              variant="default"
              size="xs"
              onClick={() => change({ passengers: draft.passengers.filter(({ id }) => id !== person.id) })}
            >
              {say('companions.passenger.remove', { name: person.name })}
            </Button>
          </li>
        ))}
      </ul>
      <Choice<Person>
        key={draft.passengers.length}
        collection="people"
        id={fieldId('passengers')}
        label={say('companions.passenger.add')}
        error={mistakeAt(mistakes, 'passengers')}
        value={undefined}
        labelOf={labelOfPerson}
        onChange={(person) => {
          if (!person || draft.passengers.some(({ id }) => id === person.id)) return;
          change({ passengers: [...draft.passengers, { id: person.id, name: labelOfPerson(person) }] });
        }}
      />
    </>
  );
}
