// Where and when a rule applies: countries, areas and organizations out of the reference data, and dates.
import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { options } from '../../../http/queries.ts';
import { useWords } from '../../../i18n/words.ts';
import { Name } from '../../../parts/text.tsx';
import type { Scope } from '../../../rulebook/types.ts';

export const placeKinds = ['countries', 'areas', 'organizations'] as const;
export type PlaceKind = (typeof placeKinds)[number];

type Props = { scope: Scope | undefined; onChange: (scope: Scope | undefined) => void };

export function ScopeEditor({ scope = {}, onChange }: Props) {
  const { say } = useWords();
  const change = (values: { [K in keyof Scope]: Scope[K] | undefined }) => {
    const entries = Object.entries({ ...scope, ...values }).filter(
      ([, value]) => value !== undefined && value.length > 0,
    );
    onChange(entries.length === 0 ? undefined : (Object.fromEntries(entries) as Scope));
  };
  return (
    <div className="fields tops">
      {placeKinds.map((kind) => (
        <Places key={kind} kind={kind} value={scope[kind] ?? []} onChange={(ids) => change({ [kind]: ids })} />
      ))}
      <TextInput
        type="date"
        label={say('scope.from')}
        value={scope.from ?? ''}
        onChange={(event) => change({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={say('scope.to')}
        value={scope.to ?? ''}
        onChange={(event) => change({ to: event.currentTarget.value })}
      />
    </div>
  );
}

type Row = { id: string; name?: string };

type PlacesProps = {
  kind: PlaceKind;
  value: readonly string[];
  /** Other places are chosen beside these: none of this kind does not mean everywhere. */
  isBound?: boolean;
  onChange: (ids: string[]) => void;
};

export function Places({ kind, value, isBound = false, onChange }: PlacesProps) {
  const { say } = useWords();
  const list = useId();
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed, 200);
  const known = useQuery(options<Row>(kind, settled));
  const every = useQuery(options<Row>(kind, ''));
  const rows = known.data ?? [];
  const nameOf = (id: string) => [...rows, ...(every.data ?? [])].find((row) => row.id === id)?.name ?? id;
  const add = (text: string) => {
    const wanted = text.trim().toLowerCase();
    const row = [...rows, ...(every.data ?? [])].find(
      ({ id, name }) => id.toLowerCase() === wanted || name?.toLowerCase() === wanted,
    );
    if (!row) return false;
    if (!value.includes(row.id)) onChange([...value, row.id]);
    setTyped('');
    return true;
  };
  return (
    <div>
      <TextInput
        label={say(`scope.${kind}`)}
        description={value.length === 0 && !isBound ? say('scope.any') : undefined}
        value={typed}
        list={list}
        onChange={({ currentTarget: { value: text } }) => {
          if (!rows.some(({ id }) => id === text) || !add(text)) setTyped(text);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          add(typed);
        }}
        onBlur={() => void add(typed)}
      />
      <datalist id={list}>
        {rows.map(({ id, name }) => (
          <option key={id} value={id}>
            {name ?? id}
          </option>
        ))}
      </datalist>
      <ul className="picked">
        {value.map((id) => (
          <li key={id}>
            <Name>{nameOf(id) === id ? id : `${nameOf(id)} (${id})`}</Name>
            <Button
              variant="default"
              size="compact-sm"
              aria-label={say('scope.remove', { name: nameOf(id) })}
              onClick={() => onChange(value.filter((one) => one !== id))}
            >
              {say('remove')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
