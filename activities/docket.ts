// One case on the desk: its rows read under a lock, changed as plain objects, written back with evidence and notices in one transaction.
import type { Prisma } from '../prisma/client/client.ts';
import type { Tokens } from '../prisma/world-frame.ts';
import { canonicalBytes, idOf, sha256, valuesAsText } from '../canonical.ts';
import type { DeskRows, StayRow } from './read-desk.ts';
import { writeRows } from './write-rows.ts';

export type Tx = Prisma.TransactionClient;
export type CaseRow = Prisma.CaseGetPayload<object>;
export type PartRow = Prisma.PartGetPayload<object>;
export type TaskRow = Prisma.TaskGetPayload<object>;
export type DecisionRow = Prisma.DecisionGetPayload<object>;
type EventRow = Omit<Prisma.AuditEventGetPayload<object>, 'content'> & { content: Record<string, unknown> | null };
type NoticeRow = Omit<Prisma.NoticeGetPayload<object>, 'sentAt' | 'attempts' | 'retryAt' | 'lastError'>;

export type Docket = {
  kase: CaseRow;
  parts: PartRow[];
  tasks: TaskRow[];
  decisions: DecisionRow[];
  now: number;
  /** Stays on file when the step began. */
  stays: StayRow[];
  /** Which world the step judges by. */
  tokens: Tokens;
  events: NewEvent[];
  told: NewNotice[];
  /** Rows only ever added. */
  added: { table: 'decisions' | 'acts'; row: object }[];
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

/** The rows of a case as a step found them. */
export function openDocket(rows: DeskRows, tokens: Tokens, now: number): Docket {
  const { kase, parts, tasks, decisions, stays } = rows;
  const before = new Map([kase, ...parts, ...tasks].map((row) => [row.id, fingerprint(row)]));
  return { kase, parts, tasks, decisions, stays, tokens, now, events: [], told: [], added: [], before };
}

export function newDocket(kase: CaseRow, tokens: Tokens, now: number): Docket {
  const none = { parts: [], tasks: [], decisions: [], stays: [] };
  return { kase, ...none, tokens, now, events: [], told: [], added: [], before: new Map() };
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
export async function saveDocket(
  tx: Tx,
  docket: Docket,
  unreachable: ReadonlySet<string>,
  stays: readonly object[],
): Promise<void> {
  const { kase, now, before } = docket;
  const events = chain(docket);
  const changed = (row: { id: string }) => before.get(row.id) !== fingerprint(row);
  const isNew = (row: { id: string }) => !before.has(row.id);
  const isChanged = events.length > 0 || changed(kase);
  if (isChanged) kase.updatedAt = new Date(now);
  const tasks = docket.tasks.filter(changed);
  await writeRows(tx, [
    { table: 'cases', rows: isChanged ? [kase] : [], onConflict: 'replace' },
    { table: 'parts', rows: docket.parts.filter(changed), onConflict: 'replace' },
    // A task closed makes room for the one that takes its place.
    { table: 'tasks', rows: [...tasks.filter((one) => !isNew(one)), ...tasks.filter(isNew)], onConflict: 'replace' },
    { table: 'stays', rows: stays, onConflict: 'replace' },
    ...(['decisions', 'acts'] as const).map((table) => ({
      table,
      rows: docket.added.flatMap((one) => (one.table === table ? [one.row] : [])),
    })),
    { table: 'audit_events', rows: events },
    { table: 'notices', rows: noticesOf(docket, unreachable), onConflict: 'skip' },
  ]);
}

/** The events of this step, each bound to the one before it; moves the head of the case along. */
function chain({ kase, now, events }: Docket): EventRow[] {
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
      ...{ id: idOf(kase.id, 'event', seq), caseId: kase.id, seq, kind: event.kind, at: new Date(now), bytes, salt },
      ...{ content: personal ?? null, previous, hash },
    };
  });
}

function noticesOf({ kase, now, told }: Docket, unreachable: ReadonlySet<string>): NoticeRow[] {
  return told.map(({ person, code, params = {} }) => {
    const key = [kase.id, kase.headSeq, code, params.part ?? '', person].join(':');
    const viaId = unreachable.has(person) ? kase.submitterId : null;
    return { id: idOf('notice', key), caseId: kase.id, personId: person, viaId, code, params, key, at: new Date(now) };
  });
}

function fingerprint(row: object): string {
  return JSON.stringify(row, valuesAsText);
}
