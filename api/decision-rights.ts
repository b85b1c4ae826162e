// What a person may decide on a request now, part by part: the same question the recording transaction asks again.
import type { Database } from '../prisma/connect.ts';
import type { Prisma } from '../prisma/client/client.ts';
import { loadWorld } from '../prisma/load-world.ts';
import { frameOf } from '../prisma/world-frame.ts';
import { matterFor, type Matter } from '../rules/matter.ts';
import { mayDecide, type MayDecide } from '../rules/may-act.ts';
import type { Facts, Verdict } from '../rules/rule-set.ts';

export type OnDesk = Prisma.CaseGetPayload<{ include: { parts: true; tasks: true } }> & {
  person: string;
  now: number;
  world: Matter['world'];
};
export type DeskPart = OnDesk['parts'][number];
export type DeskTask = OnDesk['tasks'][number];

export async function onDesk(db: Database, caseId: string, person: string, now: number): Promise<OnDesk> {
  const order = [{ openedAt: 'asc' as const }, { id: 'asc' as const }];
  const include = {
    parts: { where: { active: true }, orderBy: { ordinal: 'asc' as const } },
    tasks: { orderBy: order },
  };
  const kase = await db.case.findUniqueOrThrow({ where: { id: caseId }, include });
  const { frame, tokens } = await frameOf(db);
  const scope = {
    areas: kase.parts.flatMap((part) => part.areaId ?? []),
    people: [kase.subjectId, kase.submitterId, person],
    activities: [],
  };
  const world = await loadWorld(db, scope, frame, tokens.people);
  return { ...kase, person, now, world };
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

function matterOf({ world, now, subjectId: subject, submitterId: submitter, form }: OnDesk, part: DeskPart): Matter {
  const { travelType = null } = form as { travelType?: string };
  const { areaId: area, countryId: country } = part;
  return matterFor({ world, now, area, country, facts: part.facts as Facts | null, travelType, subject, submitter });
}
