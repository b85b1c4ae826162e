// Countries and areas of a change by their names; a code only where no name is known.
import { useQuery } from '@tanstack/react-query';
import { options } from '../http/queries.ts';
import { useTimes } from '../i18n/time.ts';

type Row = { id: string; name?: string };

export function PlaceNames({ countries, areas }: { countries: readonly string[]; areas: readonly string[] }) {
  const times = useTimes();
  const known = [
    useQuery({ ...options<Row>('countries', ''), enabled: countries.length > 0 }).data ?? [],
    useQuery({ ...options<Row>('areas', ''), enabled: areas.length > 0 }).data ?? [],
  ].flat();
  const nameOf = (id: string) => known.find((one) => one.id === id)?.name ?? id;
  return <bdi>{times.list([...countries, ...areas].map(nameOf))}</bdi>;
}
