// Decides parts of a request: finds what this person holds, refuses with the exact code otherwise, and writes down what was refused.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Code, Id, text } from '../forms/common.ts';
import { logAccess } from './access-log.ts';
import { mayDecidePart, onDesk, type DeskPart, type DeskTask, type OnDesk } from './decision-rights.ts';
import type { ApiDeps } from './deps.ts';
import type { DeskRead } from './desk-rows.ts';
import { idOf } from '../canonical.ts';
import { isSameDecision } from '../rules/said-again.ts';
import { otherUse } from './gateway-acts.ts';
import { Problem } from './problem.ts';
import { refusal } from './refusals.ts';
import type { SignedIn } from './signed-in.ts';
import { demandStepUp } from './step-up.ts';
import { canSee } from './visibility.ts';

const Condition = z
  .object({ code: Code, due: z.string().max(40).optional() })
  .catchall(z.union([z.string().max(200), z.number(), z.boolean()]));

export const DecisionBody = z.strictObject({
  id: z.uuid().optional().meta({ description: 'Makes a repeated click the same click' }),
  outcome: Code,
  reason: text(2000).optional(),
  conditions: z.array(Condition).max(20).optional(),
  version: z.int().min(1).optional().meta({ description: 'Content version the page showed; default: the present one' }),
  seen: z.strictObject({ presentRisk: z.string().max(40).optional() }).optional(),
});
export type DecisionBody = z.output<typeof DecisionBody>;

export const PartFilter = z.strictObject({
  area: Id.optional(),
  stop: z.int().min(1).optional(),
  subject: Id.optional(),
  authority: Code.optional(),
});
export type PartFilter = z.output<typeof PartFilter>;

const needReason = new Set(['deny', 'return', 'object']);

/** Every part of the request that waits for this person and fits the filter. */
export async function decideParts(
  deps: ApiDeps,
  person: SignedIn,
  caseId: string,
  filter: PartFilter,
  body: DecisionBody,
  read: DeskRead | null,
): Promise<void> {
  await attempt(deps, person, { caseId }, async () => {
    const desk = await deskFor(deps, person, read);
    const found = desk.parts
      .filter((part) => fits(part, filter, desk))
      .map((part) => mayDecidePart(desk, part, { authority: filter.authority }));
    const tasks = new Map(found.flatMap((one) => (one.ok ? [[one.task.id, one.task.id] as const] : [])));
    const done = recordedBy(person, desk, filter, body);
    for (const taskId of done) tasks.delete(taskId);
    if (tasks.size === 0 && done.length === 0)
      throw refusal(codeOf(found.flatMap((one) => (one.ok ? [] : [one.code]))));
    demandReason(body);
    demandStepUp(deps, person, desk, tasks.keys());
    for (const taskId of tasks.keys())
      await send(deps, desk, taskId, {
        ...body,
        ...(body.id ? { id: idOf(body.id, taskId), isNew: false } : { id: randomUUID(), isNew: true }),
      });
  });
}

/** One task, named by its id. */
export async function decideTask(
  deps: ApiDeps,
  person: SignedIn,
  taskId: string,
  body: DecisionBody,
  read: DeskRead | null,
): Promise<{ caseId: string; decisionId: string }> {
  const decisionId = body.id ?? randomUUID();
  return attempt(deps, person, read ? { caseId: read.kase.id } : { target: taskId }, async () => {
    const desk = await deskFor(deps, person, read);
    const known = desk.decisions.find((one) => one.id === decisionId);
    if (known && !isSameDecision(known, { person: person.id, taskId }, body)) throw otherUse();
    if (!known) await demandTask(deps, desk, taskId, body.id);
    demandReason(body);
    if (!known) demandStepUp(deps, person, desk, [taskId]);
    await send(deps, desk, taskId, { ...body, id: decisionId, isNew: !known });
    return { caseId: desk.id, decisionId };
  });
}

/** An id that stands for a decision on another request is told before why this task cannot be decided. */
async function demandTask({ db }: ApiDeps, desk: OnDesk, taskId: string, id: string | undefined): Promise<void> {
  const task = desk.tasks.find((one) => one.id === taskId);
  const part = desk.parts.find((one) => one.id === task?.partId);
  const may = task && part && mayDecidePart(desk, part, { authority: task.authority, only: task });
  if (may?.ok) return;
  if (id !== undefined && (await db.decision.count({ where: { id } })) > 0) throw otherUse();
  throw refusal(may?.code ?? 'not-open');
}

/** Who may not see a request learns nothing of it, not even whether there is one; who would decide it but is a party learns that. */
async function deskFor(deps: ApiDeps, person: SignedIn, read: DeskRead | null): Promise<OnDesk> {
  if (!read) throw refusal('not-your-decision');
  const now = deps.clock();
  const desk = await onDesk(deps.db, read, person.id, now);
  const holdsTask = desk.tasks.some((task) => task.state === 'open' && task.holders.includes(person.id));
  if (!holdsTask && !(await canSee(deps.db, person.id, desk.id, now))) {
    const isParty = desk.parts.some((part) => refusalOf(desk, part) === 'conflict-of-interest');
    throw refusal(isParty ? 'conflict-of-interest' : 'not-your-decision');
  }
  return desk;
}

function refusalOf(desk: OnDesk, part: DeskPart): string | null {
  const may = mayDecidePart(desk, part, {});
  return may.ok ? null : may.code;
}

function fits(part: DeskPart, { area, stop, subject }: PartFilter, { form }: OnDesk): boolean {
  if (area !== undefined && part.areaId !== area) return false;
  if (subject !== undefined && part.subject !== subject) return false;
  const { stops = [] } = form as { stops?: { area: string; arrive: string }[] };
  const named = stop === undefined ? undefined : stops[stop - 1];
  return stop === undefined || (named !== undefined && part.areaId === named.area && part.arrive === named.arrive);
}

/** Tasks this very message has decided before: a repeated click goes on with the rest, another message under its id does not. */
function recordedBy(person: SignedIn, desk: OnDesk, filter: PartFilter, { id, ...body }: DecisionBody): string[] {
  if (id === undefined) return [];
  const ids = new Set(desk.tasks.map((task) => idOf(id, task.id)));
  const rows = desk.decisions.filter((row) => ids.has(row.id));
  const isMeant = (task: DeskTask | undefined) => {
    const parts = desk.parts.filter((part) => task?.partId === part.id || task?.covers.includes(part.id));
    if (filter.authority !== undefined && filter.authority !== task?.authority) return false;
    // Parts an amendment has dropped since cannot be told apart any more.
    return parts.length === 0 || parts.some((part) => fits(part, filter, desk));
  };
  for (const row of rows) {
    const { taskId } = row;
    const isSame = isSameDecision(row, { person: person.id, taskId }, body);
    if (!isSame || !isMeant(desk.tasks.find((task) => task.id === taskId))) throw otherUse();
  }
  return rows.map((row) => row.taskId);
}

/** Of several parts refused, the code that says most. */
const telling = [
  'conflict-of-interest',
  'authority-ended',
  'already-decided',
  'not-your-decision',
  'not-open',
] as const;

function codeOf(codes: readonly string[]): string {
  return telling.find((code) => codes.includes(code)) ?? 'not-open';
}

function demandReason({ outcome, reason }: DecisionBody): void {
  if (needReason.has(outcome) && !reason) throw refusal('reason-required', `To ${outcome}, say why`);
}

async function send(
  { gateway, metrics }: ApiDeps,
  desk: OnDesk,
  taskId: string,
  { id, isNew, outcome, reason, conditions, version, seen }: DecisionBody & { id: string; isNew: boolean },
): Promise<void> {
  const seenThen = seen?.presentRisk === undefined ? {} : { seen: { presentRisk: seen.presentRisk } };
  const decided = gateway.decide({
    person: desk.person,
    to: desk,
    isNew,
    message: {
      id,
      taskId,
      outcome,
      version: version ?? desk.version,
      ...(reason ? { reason } : {}),
      ...(conditions ? { conditions: JSON.parse(JSON.stringify(conditions)) } : {}),
      ...seenThen,
    },
  });
  await metrics.clicks.timed(desk.id, decided);
}

/** Rejected messages leave no trace in Temporal, so the refusal is written here (assurance 4, Temporal 2). */
async function attempt<T>(
  deps: ApiDeps,
  person: SignedIn,
  of: { caseId?: string; target?: string },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Problem && error.status < 500) {
      await logAccess(deps, { person: person.id, action: 'decide', ...of, outcome: 'refused', code: error.code });
    }
    throw error;
  }
}
