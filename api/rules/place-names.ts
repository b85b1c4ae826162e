// Places of rules, `*`, `country:<id>` or `area:<id>`, as people call them.
import type { Names } from '../names.ts';

export function placeOf(place: string): { country?: string; area?: string } {
  const [kind, id] = place.split(/:(.*)/);
  return kind === 'country' && id ? { country: id } : kind === 'area' && id ? { area: id } : {};
}

export const areaOf = (place: string): string | null => placeOf(place).area ?? null;

/** Null where it is everywhere. */
export function placeName(place: string, names: Names): string | null {
  const { country, area } = placeOf(place);
  if (country !== undefined) return names.country(country);
  return area === undefined ? null : (names.area(area)?.name ?? area);
}
