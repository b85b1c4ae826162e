// Why, where and from when a draft is to be sent, as typed under Submit; the other tabs look at the same places and start.
import { useTyped } from '../../../parts/use-typed.ts';
import type { Draft, Where } from '../../../rulebook/types.ts';

export type Chosen = { reason: string; from: string; countries: string[]; areas: string[]; reexamine: boolean };

/** A draft goes where what it was begun from is in force, until another place is chosen. */
export function useChosen(draft: Draft) {
  const [, kind, id = ''] = /^(country|area):(.*)$/.exec(draft.place) ?? [];
  return useTyped<Chosen>(`submit.${draft.id}`, {
    ...{ reason: '', from: '', reexamine: false },
    countries: kind === 'country' ? [id] : [],
    areas: kind === 'area' ? [id] : [],
  });
}

/** Undefined while nothing, or no whole date, is typed. */
export function startOf({ from }: Chosen): string | undefined {
  const at = new Date(from);
  return Number.isNaN(+at) ? undefined : at.toISOString();
}

export const whereOf = ({ countries, areas }: Chosen): Where => ({ countries, areas });
