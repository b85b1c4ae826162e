// What people say about a trip that changes no decision: it is kept, and told to those who act on it.
import { tell, type Docket } from '../docket.ts';
import { focalPoints, holdersToTell } from '../informed.ts';
import { matterOf, type Setting } from '../setting.ts';

export async function confirm(docket: Docket): Promise<null> {
  tell(docket, [docket.kase.submitterId], 'confirmed');
  return null;
}

export async function acknowledge(docket: Docket, setting: Setting): Promise<null> {
  tell(docket, focalPoints(docket, setting), 'briefing-acknowledged');
  return null;
}

/** States in which somebody has to act at once (domain 1.9). */
const alarming = new Set(['injured', 'needs-help', 'missing', 'detained', 'abducted', 'deceased']);

export async function checkIn(
  docket: Docket,
  setting: Setting,
  form: Record<string, unknown>,
  person: string,
): Promise<null> {
  const { kase, now } = docket;
  const status = (form['status'] ?? 'safe') as string;
  if (!alarming.has(status)) return null;
  const here = docket.parts.filter(
    (part) =>
      part.active &&
      (form['area'] === undefined ? +part.fromAt! <= now && now < +part.toAt! : part.areaId === form['area']),
  );
  const officials = (here.length > 0 ? here : docket.parts.filter((part) => part.active)).flatMap((part) =>
    holdersToTell(['designated-official', 'country-security-adviser'], matterOf(docket, part, setting)),
  );
  tell(
    docket,
    [
      ...officials,
      ...focalPoints(docket, setting),
      ...[kase.subjectId, kase.submitterId].filter((one) => one !== person),
    ],
    'needs-help',
    { status },
  );
  return null;
}

export async function addNote(
  docket: Docket,
  _setting: Setting,
  _form: Record<string, unknown>,
  person: string,
): Promise<null> {
  const { kase } = docket;
  const holders = docket.tasks.filter((task) => task.state === 'open').flatMap((task) => task.holders);
  tell(
    docket,
    [kase.subjectId, kase.submitterId, ...holders].filter((one) => one !== person),
    'note-added',
  );
  return null;
}
