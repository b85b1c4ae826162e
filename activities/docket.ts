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
  const { kase, now } = docket;
  const isNewCase = !docket.before.has(kase.id);
  const changed = (row: { id: string }) => docket.before.get(row.id) !== fingerprint(row);
  if (isNewCase) await tx.case.create({ data: { ...kase, ...plain(kase), headSeq: 0, headHash: null } as never });
  for (const part of docket.parts) await upsert(tx.part, part, docket.before.has(part.id), changed(part));
  for (const task of docket.tasks) await upsert(tx.task, task, docket.before.has(task.id), changed(task));
  await appendEvents(tx, docket);
  await putNotices(tx, docket, unreachable);
  if (isNewCase || changed(kase) || docket.events.length > 0) {
    kase.updatedAt = new Date(now);
    await tx.case.update({ where: { id: kase.id }, data: { ...kase, ...plain(kase) } as never });
    await tx.$executeRaw`SELECT pg_notify('safeconduct_case', ${kase.id})`;
  }
}

type Row = { id: string };
type Table = {
  create(args: { data: never }): Promise<unknown>;
  update(args: { where: { id: string }; data: never }): Promise<unknown>;
};

async function upsert(table: unknown, row: Row, known: boolean, changed: boolean): Promise<void> {
  const { create, update } = table as Table;
  if (!known) await create({ data: { ...row, ...plain(row) } as never });
  else if (changed) await update({ where: { id: row.id }, data: { ...row, ...plain(row) } as never });
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

async function appendEvents(tx: Tx, docket: Docket): Promise<void> {
  const { kase, now } = docket;
  for (const { personal, ...event } of docket.events) {
    const seq = kase.headSeq + 1;
    const salt = personal ? Uint8Array.from(crypto.getRandomValues(new Uint8Array(32))) : null;
    const commitment =
      personal && salt ? Buffer.from(sha256(salt, canonicalBytes(personal))).toString('hex') : undefined;
    const bytes = canonicalBytes({ case: kase.id, seq, at: now, ...event, ...(commitment ? { commitment } : {}) });
    const hash = sha256(kase.headHash ?? new Uint8Array(), bytes);
    await tx.auditEvent.create({
      data: {
        id: idOf(kase.id, 'event', seq),
        caseId: kase.id,
        seq,
        kind: event.kind,
        at: new Date(now),
        bytes,
        salt,
        ...(personal ? { content: personal as Prisma.InputJsonValue } : {}),
        previous: kase.headHash,
        hash,
      },
    });
    kase.headSeq = seq;
    kase.headHash = hash;
  }
}

async function putNotices(tx: Tx, docket: Docket, unreachable: ReadonlySet<string>): Promise<void> {
  const { kase, now } = docket;
  for (const { person, code, params = {} } of docket.told) {
    const key = [kase.id, kase.headSeq, code, params.part ?? '', person].join(':');
    const viaId = unreachable.has(person) ? kase.submitterId : null;
    const data = {
      id: idOf('notice', key),
      caseId: kase.id,
      personId: person,
      viaId,
      code,
      params: params as Prisma.InputJsonValue,
      key,
      at: new Date(now),
    };
    await tx.notice.createMany({ data: [data], skipDuplicates: true });
  }
}

function fingerprint(row: object): string {
  return JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}
