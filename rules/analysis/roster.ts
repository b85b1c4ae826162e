// Where authorities have somebody appointed, or a fall-back above them, as plain data an analysis can be handed.
import type { AreasAround } from './space.ts';
import { isInForce, routeOf } from '../authority.ts';
import { authorities } from '../rule-set.ts';
import type { Authority } from '../rule-set.ts';
import { ownerOf, zoneOf } from '../world.ts';
import type { Area, Person, World } from '../world.ts';

/** For one place: the authorities a task can reach there, and those it reaches in some cases only, or on other days. */
export type Post = {
  country: string;
  area: string;
  reachable: readonly Authority[];
  atTimes?: readonly Authority[];
};
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
export function rosterOf(world: World, now: number, areas: Iterable<Area> = world.areas.values()): Roster {
  const held = world.appointments.filter((one) => isInForce(one, now));
  // A traveller of each organization: some authorities are those of his own.
  const organizations = [...new Set(held.flatMap((one) => one.organization ?? []))];
  const travellers = organizations.map((organization) => [`of ${organization}`, { ...nobody, organization }] as const);
  const people = new Map<string, Person>([...world.people, ...travellers]);
  const today = { ...world, people, appointments: held };
  const atBest = {
    ...today,
    people: new Map([...people].map(([id, one]) => [id, { ...one, absent: null }])),
    appointments: held.map((one) => ({ ...one, limits: {} })),
  };
  return [...areas].map((area) => {
    const country = ownerOf(area);
    const zone = zoneOf(world, area.id);
    const reaches = (authority: Authority, within: World) =>
      ['', ...travellers.map(([id]) => id)].some((subject) => {
        const matter = { subject, submitter: '', risk: null, category: '', travelType: null, now };
        const there = { ...matter, world: within, area: area.id, country, zone };
        return routeOf({ kind: 'require', authority, mode: 'decide' }, there) !== null;
      });
    const reachable = authorities.filter((authority) => reaches(authority, today));
    const atTimes = authorities.filter((one) => !reachable.includes(one) && reaches(one, atBest));
    return { country, area: area.id, reachable, ...(atTimes.length > 0 ? { atTimes } : {}) };
  });
}

const nobody: Person = {
  ...{ id: '', name: '', organization: null, category: '', base: null, supervisor: null, spouse: null },
  ...{ reachable: true, active: true, contractEnd: null, automaticWithdrawnUntil: null, absent: null, training: {} },
};
