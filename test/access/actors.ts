// The people of the access table, the requests they stand to, and what a row of the table says.
import type { Stage } from './stages.ts';

/** People of the world of the tests by what they are to the four requests there; `former` held a power that has ended. */
export const actors = {
  ...{ traveller: 'ana', colleague: 'deepa', supervisor: 'hugo', headOfHealth: 'ehh' },
  ...{ passTraveller: 'gita', deltaTraveller: 'ben', deltaSupervisor: 'rita', tourTraveller: 'chi' },
  ...{ tourSupervisor: 'lars', focalHealth: 'sam', focalFood: 'fiona', focalRelief: 'rolf' },
  ...{ managerHealth: 'ssmh', managerFood: 'ssmf', managerRelief: 'ssmr' },
  ...{ clerkA: 'cora', clerkA2: 'otto', clerkB: 'beth', adviserA: 'saba', adviserB: 'zoe' },
  ...{ officialA: 'dora', officialB: 'yara', areaCoordinator: 'abel', region: 'desk' },
  ...{ airSafety: 'avia', warden: 'wade', administrator: 'adm1', former: 'eli' },
} as const;
export type Actor = keyof typeof actors;
export type Who = readonly Actor[] | 'everybody';

/** A lake stay and a stay on the pass in country A by the health agency, a delta stay in B by the food agency, a tour of both by the relief agency. */
export const cases = ['lake', 'pass', 'delta', 'tour'] as const;
export type CaseName = (typeof cases)[number];

export const health = ['focalHealth', 'managerHealth'] as const;
export const countryA = ['clerkA', 'clerkA2', 'adviserA', 'officialA'] as const;
export const countryB = ['clerkB', 'adviserB', 'officialB'] as const;

export const focals = [
  'focalHealth',
  'managerHealth',
  'focalFood',
  'managerFood',
  'focalRelief',
  'managerRelief',
] as const;

/** A request is seen by its traveller, those above him, his organization's officers, the country's officers and the region. */
export const sees: Readonly<Record<CaseName, readonly Actor[]>> = {
  lake: ['traveller', 'supervisor', ...health, ...countryA, 'region'],
  pass: ['passTraveller', 'headOfHealth', ...health, 'adviserA', 'officialA', 'region'],
  delta: ['deltaTraveller', 'deltaSupervisor', 'focalFood', 'managerFood', ...countryB, 'region'],
  tour: ['tourTraveller', 'tourSupervisor', 'focalRelief', 'managerRelief', ...countryA, ...countryB, 'region'],
};
export const travels: Readonly<Record<CaseName, Actor>> = {
  ...{ lake: 'traveller', pass: 'passTraveller', delta: 'deltaTraveller', tour: 'tourTraveller' },
};
/** Those to whom open tasks of each fall. */
export const decides: Readonly<Record<CaseName, readonly Actor[]>> = {
  lake: ['clerkA', 'clerkA2'],
  pass: ['officialA'],
  delta: ['clerkB'],
  tour: ['clerkA', 'clerkA2', 'clerkB'],
};

export type Ids = Readonly<Record<string, string>>;
export type Cell = {
  scope: string;
  /** Filled with ids of the seeded world: `{lake}`, `{lake.task}`, `{change}`; a blank parts two; in a body, `{day}` is a day of its own. */
  path?: string;
  body?: unknown;
  csv?: string;
  may: Who;
  /** Status and code for all others. */
  others?: string | ((actor: Actor) => string);
  /** Everybody is answered; what the answer holds is for those who may. */
  grants?: (answer: Answer) => boolean;
  /** Asked by each who may on a request filed for him alone, since it changes the request. */
  changes?: CaseName;
  /** `{staged}` is a trip brought so far: the same for all who may not, one of his own for each who may. */
  stage?: Stage;
};
export type Answer = ReturnType<typeof JSON.parse>;
export type Row = readonly Cell[] | 'public' | 'events' | 'sign-in' | 'sign-out';
