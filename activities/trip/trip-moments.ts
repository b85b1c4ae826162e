// What the clock brings to a trip: its departure, and the end of its last stay.
import { endOfDate } from '../../rules/working-time.ts';
import { zoneOf } from '../../rules/world.ts';
import type { Moment } from '../agenda.ts';
import type { Docket } from '../docket.ts';
import type { TripSetting } from './trip-setting.ts';

/** States that a departure settles. */
export const undecided = new Set(['submitted', 'in-review', 'on-hold', 'returned', 'suspended']);

export function tripMoments({ kase }: Docket, setting: TripSetting): Moment[] {
  if (kase.state === 'overstay' || !kase.departsAt) return [];
  const end: Moment = { kind: 'end', at: overstayAt(setting) };
  if (kase.state === 'in-travel') return [end];
  const afterTheFact = +kase.departsAt <= +kase.filedAt;
  if (!afterTheFact && (undecided.has(kase.state) || +kase.departsAt > setting.trip.now))
    return [{ kind: 'departure', at: +kase.departsAt }];
  // An emergency put on paper afterwards waits for its ratification, however long ago the trip ended.
  return undecided.has(kase.state) ? [] : [end];
}

/** The last day of the stay is over where the stay is. */
export function overstayAt({ parts, world }: Pick<TripSetting, 'parts' | 'world'>): number {
  const last = parts.reduce((a, b) => (b.to > a.to ? b : a));
  return endOfDate(last.lastDate, zoneOf(world, last.area));
}
