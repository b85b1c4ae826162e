// One case on the desk: its rows read under a lock, changed as plain objects, written back with evidence and notices in one transaction.
import { Prisma } from '../prisma/client/client.ts';
import { canonicalBytes, idOf, sha256 } from './bytes.ts';

export type Tx = Prisma.TransactionClient;
export type CaseRow = Prisma.CaseGetPayload<object>;
export type PartRow = Prisma.PartGetPayload<object>;
export type TaskRow = Prisma.TaskGetPayload<object>;
export type DecisionRow = Prisma.DecisionGetPayload<object>;

export type Docket = {
  kase: CaseRow;
  parts: PartRow[];
  tasks: TaskRow[];
  decisions: DecisionRow[];
  now: number;
  events: NewEvent[];
  told: NewNotice[];
  before: Map<string, string>;
};

export type NewEvent = {
  kind: string;
  actor?: string;
  part?: string;
  task?: string;
  round?: number;
  decision?: string;
  instrument?: string;
  ruleSet?: { name: string; version: number; hash: string };
  /** Codes and states only; goes into the chained bytes. */
  detail?: Record<string, unknown>;
  /** Text people wrote; kept beside the chain under a salted commitment. */
  personal?: Record<string, unknown>;
};
export type NewNotice = { person: string; code: string; params?: NoticeParams };
export type NoticeParams = { part?: string; [name: string]: string | undefined };

/** Reads a case under a row lock: everything that changes it waits here. Null when there is none. */
export async function openDocket(tx: Tx, caseId: string, now: number): Promise<Docket | null> {
  const locked = await tx.$queryRaw<unknown[]>`SELECT 1 FROM "cases" WHERE "id" = ${caseId}::uuid FOR UPDATE`;
  if (locked.length === 0) return null;
  const kase = await tx.case.findUniqueOrThrow({ where: { id: caseId } });
  const parts = await tx.part.findMany({ where: { caseId }, orderBy: { ordinal: 'asc' } });
  const tasks = await tx.task.findMany({ where: { caseId }, orderBy: [{ openedAt: 'asc' }, { id: 'asc' }] });
  const decisions = await tx.decision.findMany({ where: { caseId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] });
  const before = new Map([kase, ...parts, ...tasks].map((row) => [row.id, fingerprint(row)]));
  return { kase, parts, tasks, decisions, now, events: [], told: [], before };
}

export function newDocket(kase: CaseRow, now: number): Docket {
  return { kase, parts: [], tasks: [], decisions: [], now, events: [], told: [], before: new Map() };
}

export function note(docket: Docket, event: NewEvent): void {
  docket.events.push(event);
}

export function tell(
  docket: Docket,
  people: readonly (string | null | undefined)[],
  code: string,
  params: NoticeParams = {},
): void {
  for (const person of people) {
    if (
      !person ||
      docket.told.some((one) => one.person === person && one.code === code && one.params?.part === params.part)
    )
      continue;
    docket.told.push({ person, code, params });
  }
}

/** Writes what changed. Rows that did not change are not touched, so running a step twice writes nothing the second time. */
export async function saveDocket(tx: Tx, docket: Docket, unreachable: ReadonlySet<string>): Promise<void> {
  const { kase, now, before } = docket;
  const events = chain(docket);
  const isNew = (row: { id: string }) => !before.has(row.id);
  const changed = (row: { id: string }) => !isNew(row) && before.get(row.id) !== fingerprint(row);
  const data = (row: object) => ({ ...row, ...plain(row) }) as never;
  if (isNew(kase) || changed(kase) || events.length > 0) kase.updatedAt = new Date(now);
  if (isNew(kase)) await tx.case.create({ data: data(kase) });
  else if (changed(kase)) await tx.case.update({ where: { id: kase.id }, data: data(kase) });
  const parts = docket.parts.filter(isNew);
  if (parts.length > 0) await tx.part.createMany({ data: parts.map(data) });
  for (const part of docket.parts.filter(changed)) await tx.part.update({ where: { id: part.id }, data: data(part) });
  // A task closed makes room for the one that takes its place.
  for (const task of docket.tasks.filter(changed)) await tx.task.update({ where: { id: task.id }, data: data(task) });
  const tasks = docket.tasks.filter(isNew);
  if (tasks.length > 0) await tx.task.createMany({ data: tasks.map(data) });
  if (events.length > 0) await tx.auditEvent.createMany({ data: events });
  if (docket.told.length > 0)
    await tx.notice.createMany({ data: noticesOf(docket, unreachable), skipDuplicates: true });
}

/** Prisma refuses bare null in JSON columns. */
function plain(row: object): Record<string, unknown> {
  const json: Record<string, unknown> = {};
  for (const key of ['form', 'content', 'conditions', 'facts', 'verdict', 'basis', 'instruments'] as const) {
    const value = (row as Record<string, unknown>)[key];
    if (value === null) json[key] = Prisma.DbNull;
  }
  return json;
}

/** The events of this step, each bound to the one before it; moves the head of the case along. */
function chain({ kase, now, events }: Docket): Prisma.AuditEventCreateManyInput[] {
  return events.map(({ personal, ...event }) => {
    const seq = kase.headSeq + 1;
    const salt = personal ? Uint8Array.from(crypto.getRandomValues(new Uint8Array(32))) : null;
    const commitment =
      personal && salt ? Buffer.from(sha256(salt, canonicalBytes(personal))).toString('hex') : undefined;
    const bytes = canonicalBytes({ case: kase.id, seq, at: now, ...event, ...(commitment ? { commitment } : {}) });
    const previous = kase.headHash;
    const hash = sha256(previous ?? new Uint8Array(), bytes);
    kase.headSeq = seq;
    kase.headHash = hash;
    return {
      ...{
        id: idOf(kase.id, 'event', seq),
        caseId: kase.id,
        seq,
        kind: event.kind,
        at: new Date(now),
        bytes,
        salt,
        previous,
        hash,
      },
      ...(personal ? { content: personal as Prisma.InputJsonValue } : {}),
    };
  });
}

function noticesOf({ kase, now, told }: Docket, unreachable: ReadonlySet<string>): Prisma.NoticeCreateManyInput[] {
  return told.map(({ person, code, params = {} }) => {
    const key = [kase.id, kase.headSeq, code, params.part ?? '', person].join(':');
    const viaId = unreachable.has(person) ? kase.submitterId : null;
    return { id: idOf('notice', key), caseId: kase.id, personId: person, viaId, code, params, key, at: new Date(now) };
  });
}

function fingerprint(row: object): string {
  return JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}
