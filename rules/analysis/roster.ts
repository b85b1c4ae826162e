// Where authorities have somebody appointed, or a fall-back above them, as plain data an analysis can be handed.
import type { AreasAround } from './space.ts';
import { routeOf } from '../authority.ts';
import { authorities } from '../rule-set.ts';
import type { Authority } from '../rule-set.ts';
import { ownerOf, zoneOf } from '../world.ts';
import type { World } from '../world.ts';

/** For one place: the authorities a task can reach there. */
export type Post = { country: string; area: string; reachable: readonly Authority[] };
export type Roster = readonly Post[];
/** What an analysis is told of the world. */
export type Ground = {
  /** Left out, no area lies in another. */
  areas?: AreasAround;
  /** Who can be reached where; left out, vacancies are not looked for. */
  roles?: Roster;
};

export function areasAround(areas: World['areas']): AreasAround {
  return Object.fromEntries(
    [...areas].flatMap(([id, { parents }]) => (parents.length > 0 ? [[id, parents] as const] : [])),
  );
}

/** `now`: the moment the appointments are read at. */
export function rosterOf(world: World, now: number): Roster {
  return [...world.areas.values()].map((area) => {
    const country = ownerOf(area);
    const zone = zoneOf(world, area.id);
    const nobody = { subject: '', submitter: '', risk: null, category: '', travelType: null };
    const matter = { ...nobody, world, now, area: area.id, country, zone };
    const isReachable = (authority: Authority) =>
      routeOf({ kind: 'require', authority, mode: 'decide' }, matter) !== null;
    return { country, area: area.id, reachable: authorities.filter(isReachable) };
  });
}
