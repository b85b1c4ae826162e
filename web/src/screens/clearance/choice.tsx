// A field that finds a record of the reference data by what is typed.
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { options } from '../../http/queries.ts';
import { useWords } from '../../i18n/words.ts';
import '../../styles/select.ts';

type Row = { id: string; name?: string };
type Props<T extends Row> = {
  collection: 'areas' | 'activities' | 'people';
  id: string;
  label: string;
  description?: string;
  error?: string | undefined;
  value: { id: string; name: string } | undefined;
  labelOf?: (row: T) => string;
  onChange: (row: T | undefined) => void;
};

/** The name, and the code where it says more. */
export const labelOfRow = ({ name, id }: Row): string => (name === undefined || name === id ? id : `${name} (${id})`);

export function Choice<T extends Row>({
  collection,
  id,
  label,
  description,
  error,
  value,
  labelOf = labelOfRow,
  onChange,
}: Props<T>) {
  const { say } = useWords();
  const [typed, setTyped] = useState(value?.name ?? '');
  const [settled] = useDebouncedValue(typed, 200);
  const wanted = settled === value?.name ? '' : settled;
  const found = useQuery({ ...options<T>(collection, wanted), placeholderData: keepPreviousData });
  const isAnswered = typed === settled && !found.isPlaceholderData;
  // Until the list for what was typed is there, nothing is offered that does not fit it: Enter must not choose it.
  const fits = (row: T) => labelOf(row).toLowerCase().includes(typed.trim().toLowerCase());
  const rows = (found.data ?? []).filter((row) => isAnswered || typed === value?.name || fits(row));
  const data = rows.map((row) => ({ value: row.id, label: labelOf(row) }));
  if (value && !data.some((one) => one.value === value.id)) data.push({ value: value.id, label: value.name });
  return (
    <Select
      id={id}
      label={label}
      description={description}
      error={error}
      data={data}
      value={value?.id ?? null}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options: all }) => all}
      limit={50}
      onChange={(chosen) => onChange(rows.find((row) => row.id === chosen) ?? undefined)}
      nothingFoundMessage={say(
        found.isError ? 'choice.failed' : found.isFetching || !isAnswered ? 'loading' : 'choice.none',
      )}
      comboboxProps={{ withinPortal: false }}
    />
  );
}
