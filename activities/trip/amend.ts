// A corrected version of the form: what it touches is decided anew, what it does not touch stands (domain 1.5).
import { TravelClearanceForm } from '../../forms/travel-clearance.ts';
import { isGranted, type Basis } from '../../rules/living.ts';
import { isOnlyDeclared, type PartContent } from '../../rules/trip-parts.ts';
import type { Answer } from '../../workflows/messages.ts';
import { contentHash } from '../../canonical.ts';
import type { Docket, PartRow } from '../docket.ts';
import { examine } from '../examine.ts';
import { replaceForm } from './extension.ts';
import { layParts } from '../lay-parts.ts';
import { refuse } from '../answers.ts';
import { tripSetting, type TripSetting } from './trip-setting.ts';

export async function amend(
  docket: Docket,
  known: TripSetting,
  change: Record<string, unknown>,
): Promise<Answer | null> {
  const { kase, now } = docket;
  const { tx, form: before } = known;
  const parsed = TravelClearanceForm.safeParse({ ...before, ...change });
  if (!parsed.success || 'traveller' in change)
    return refuse('validation-failed', 'The amended form is not well formed.');
  const areas = [...new Set(parsed.data.stops.map((stop) => stop.area))];
  if ((await tx.area.count({ where: { id: { in: areas } } })) < areas.length)
    return refuse('validation-failed', 'The amended form names an area that does not exist.');
  const setting = { ...known, ...(await tripSetting(tx, docket, parsed.data)) };
  const { parts } = setting;
  const [departs, ends] = [Math.min(...parts.map((one) => one.from)), Math.max(...parts.map((one) => one.to))];
  const gone = docket.parts.filter((part) => part.active && +part.fromAt! <= now);
  if (gone.length === 0 && departs <= now)
    return refuse('retroactive-not-allowed', 'The trip would begin in the past.');
  if (!gone.every((part) => staysAsItWas(part, setting)))
    return refuse(
      'retroactive-not-allowed',
      'A stop that has begun cannot be amended; extend the stay or close the trip.',
    );
  replaceForm(docket, parsed.data);
  Object.assign(kase, { departsAt: new Date(departs), endsAt: new Date(ends), datesKey: `${departs}/${ends}` });
  layParts(docket, setting);
  await examine(docket, setting);
  return null;
}

/** What is travelled already cannot be changed; an emergency may still be put on paper, or corrected until it is ratified. */
function staysAsItWas(part: PartRow, { parts }: TripSetting): boolean {
  const agreed = isGranted(part.state) ? ((part.basis as Basis | null)?.content as PartContent) : undecidedOf(part);
  return parts.some(
    (one) =>
      one.subject === part.subject &&
      (contentHash(one.content) === part.contentHash || isOnlyDeclared(agreed, one.content)),
  );
}

function undecidedOf({ content }: PartRow): PartContent {
  const { emergency: _, ...rest } = content as PartContent;
  return rest;
}
