// Travel clearance among the processes: what is its own of a case.
import type { TravelClearanceForm } from '../../forms/travel-clearance.ts';
import { isGranted, type Basis } from '../../rules/living.ts';
import { isOnlyDeclared, isSmallShift, type PartContent, type TripPart } from '../../rules/trip-parts.ts';
import { nightsBetween } from '../../rules/working-time.ts';
import { tripDeadlines } from '../deadlines.ts';
import type { Docket, PartRow } from '../docket.ts';
import type { Doing, Setting, Ways } from '../setting.ts';
import { tripDoing } from './trip-acts.ts';
import { dropsExtension, grantStop, placeMissing } from './trip-grant.ts';
import { judgeStop } from './trip-judge.ts';
import { tripMoments } from './trip-moments.ts';
import { tripSetting, type TripSetting } from './trip-setting.ts';
import { tripArrived, tripReasons, tripState } from './trip-state.ts';

export const trip: Ways<TripSetting> = {
  settingFor: (tx, docket, form) => tripSetting(tx, docket, form as TravelClearanceForm | undefined),
  subjectOf: async (_tx, form, submitter) => (form as TravelClearanceForm).traveller ?? submitter,
  namedIn: (form, submitter) => {
    const { traveller, passengers = [] } = form as TravelClearanceForm;
    return [...new Set([traveller ?? submitter, submitter, ...passengers])];
  },
  enter,
  place,
  keeps,
  judge: (docket, planned, setting) => judgeStop(docket, planned as TripPart, setting),
  deadlines: tripDeadlines,
  hindrance: placeMissing,
  grant: grantStop,
  dropsOnly: dropsExtension,
  reasonsOf: tripReasons,
  stateOf: tripState,
  arrived: tripArrived,
  moments: tripMoments,
  doing: (verb, docket, asked) => tripDoing(verb, docket, asked) as Doing | null,
};

export function isTrip(setting: Setting): setting is Setting & TripSetting {
  return setting.ways === (trip as Ways);
}

async function enter({ kase }: Docket, { parts }: TripSetting): Promise<void> {
  const from = Math.min(...parts.map((one) => one.from));
  const to = Math.max(...parts.map((one) => one.to));
  Object.assign(kase, { departsAt: new Date(from), endsAt: new Date(to), datesKey: `${from}/${to}` });
}

function place(planned: TripPart, { world, trip: { traveller } }: TripSetting): Partial<PartRow> {
  const contractEnd = world.people.get(traveller)?.contractEnd ?? null;
  const until = contractEnd && contractEnd < planned.lastDate ? contractEnd : planned.lastDate;
  return {
    arrive: planned.arrive,
    depart: planned.depart,
    fromAt: new Date(planned.from),
    toAt: new Date(planned.to),
    until,
    nights: Math.max(0, nightsBetween(planned.firstDate, until)),
    heads: planned.heads,
  };
}

function keeps(part: PartRow, planned: TripPart, { world, trip: { now } }: TripSetting): boolean {
  const basis = part.basis as Basis | null;
  if (!isGranted(part.state) || !basis) return false;
  const agreed = basis.content as PartContent;
  if (part.fromAt && +part.fromAt <= now && isOnlyDeclared(agreed, planned.content)) return true;
  const hasCeiling = world.areas.get(planned.area)?.ceiling != null;
  return !hasCeiling && isSmallShift(agreed, planned.content, planned.zone);
}
