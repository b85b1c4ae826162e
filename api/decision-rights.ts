// What a person may decide on a request now, part by part: the same question the recording transaction asks again.
import type { Database } from '../prisma/connect.ts';
import { loadWorld } from '../prisma/load-world.ts';
import { otherParties } from '../prisma/other-parties.ts';
import { frameOf } from '../prisma/world-frame.ts';
import { matterFor, type Matter } from '../rules/matter.ts';
import { mayDecide, type MayDecide } from '../rules/may-act.ts';
import { partiesOf } from '../rules/parties.ts';
import type { Facts, Verdict } from '../rules/rule-set.ts';
import type { DeskCase, DeskRead } from './desk-rows.ts';

export type OnDesk = DeskCase & {
  person: string;
  now: number;
  world: Matter['world'];
  /** Who has a hand in the case besides its subject and submitter. */
  others: readonly string[];
};
export type DeskPart = OnDesk['parts'][number];
export type DeskTask = OnDesk['tasks'][number];

export async function onDesk(db: Database, { kase, ...read }: DeskRead, person: string, now: number): Promise<OnDesk> {
  const [{ frame, tokens }, others] = await Promise.all([frameOf(db, read.tokens), otherParties(db, kase)]);
  const scope = {
    areas: kase.parts.flatMap((part) => part.areaId ?? []),
    countries: kase.parts.flatMap((part) => part.countryId ?? []),
    people: [kase.subjectId, kase.submitterId, person],
    activities: [],
  };
  const world = await loadWorld(db, scope, frame, tokens.people);
  return { ...kase, person, now, world, others };
}

/** @param only one task, where the caller named it */
export function mayDecidePart(
  desk: OnDesk,
  part: DeskPart,
  { authority, only }: { authority?: string | undefined; only?: DeskTask } = {},
): MayDecide {
  const ofPart = desk.tasks.filter((task) => task.partId === part.id || task.covers.includes(part.id));
  const tasks = only
    ? ofPart.filter((task) => task.id === only.id || (only.state === 'open' && task.state !== 'open'))
    : ofPart;
  return mayDecide(
    desk.person,
    { ...part, verdict: part.verdict as Verdict | null },
    tasks,
    matterOf(desk, part),
    authority,
  );
}

function matterOf(desk: OnDesk, part: DeskPart): Matter {
  const { world, now, others } = desk;
  const { travelType = null } = desk.form as { travelType?: string };
  const { areaId: area, countryId: country } = part;
  const facts = part.facts as Facts | null;
  return matterFor({ world, now, area, country, facts, travelType, ...partiesOf(desk, others) });
}
