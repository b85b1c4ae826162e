// A stay asked to be prolonged while the traveller is there: the old clearance stands until the new date is decided (domain 1.5).
import { TravelClearanceForm } from '../../forms/travel-clearance.ts';
import type { Basis } from '../../rules/living.ts';
import { instantOf, localDate, nightsBetween } from '../../rules/working-time.ts';
import { zoneOf } from '../../rules/world.ts';
import { canonicalBytes, contentHash } from '../../canonical.ts';
import { note, tell, type Docket, type PartRow } from '../docket.ts';
import { moveTo } from '../examine.ts';
import type { TripSetting } from './trip-setting.ts';

/** The form with one stop's departure moved. */
export function extendedForm(docket: Docket, part: PartRow, depart: string): TravelClearanceForm {
  const form = TravelClearanceForm.parse(docket.kase.form);
  const stops = form.stops.map((stop) =>
    stop.area === part.areaId && stop.arrive === part.arrive ? { ...stop, depart } : stop,
  );
  return { ...form, stops };
}

/** Writes the prolonged stop into the form and into every part of that stop. */
export function applyExtension(docket: Docket, part: PartRow, depart: string, setting: TripSetting): void {
  const form = extendedForm(docket, part, depart);
  replaceForm(docket, form);
  const zone = zoneOf(setting.world, part.areaId);
  const to = instantOf(depart, zone);
  for (const one of docket.parts.filter(
    (other) => other.active && other.areaId === part.areaId && other.arrive === part.arrive,
  )) {
    const content = { ...(one.content as object), depart };
    const until = localDate(to, zone);
    Object.assign(one, {
      content,
      contentHash: contentHash(content),
      depart,
      toAt: new Date(to),
      until,
      nights: nightsBetween(one.arrive!.slice(0, 10), until),
    });
  }
  // What comes next is told from the trip as it now is.
  for (const one of setting.parts.filter((other) => other.area === part.areaId && other.arrive === part.arrive))
    Object.assign(one, { depart, to, lastDate: localDate(to, zone) });
  const ends = Math.max(...docket.parts.filter((one) => one.active).map((one) => +one.toAt!));
  docket.kase.endsAt = new Date(ends);
  if (docket.kase.state === 'overstay') docket.kase.state = 'in-travel';
  note(docket, {
    kind: 'extended',
    part: part.id,
    round: part.round,
    detail: { to: depart.slice(0, 10), version: docket.kase.version, content: docket.kase.contentHash },
  });
}

export function dropExtension(docket: Docket, part: PartRow, was: Basis): void {
  const { extension: _, ...basis } = was;
  moveTo(docket, part, was.state);
  part.basis = basis as never;
  tell(docket, [docket.kase.subjectId, docket.kase.submitterId], 'extension-refused', { part: part.id });
}

export function replaceForm({ kase }: Docket, form: TravelClearanceForm): void {
  kase.form = form as never;
  kase.version += 1;
  const content = { process: kase.process, form };
  kase.formBytes = canonicalBytes(content);
  kase.contentHash = contentHash(content);
}
