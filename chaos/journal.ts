// What a client was told: every call with the time it was made and the last answer, asked again until there is one.
import { pause } from '../scripts/parts/processes.ts';

export type Entry = {
  kind: 'file' | 'decide' | 'act' | 'change';
  /** Of the decision or the act, as the client chose it; of the case or the change, as it was told. */
  id: string;
  person: string;
  task?: string;
  outcome?: string;
  /** What an act was done on. */
  caseId?: string;
  /** Hash of what was filed. */
  content?: string;
  asked: number;
  answered?: number;
  /** 0 while nobody has given a clear answer. */
  status: number;
  code?: string;
};
export type Reply = { status: number; body: Record<string, unknown> };
export type Call = (method: string, path: string, person: string, body?: unknown, key?: string) => Promise<Reply>;

export type Answered = { path: string; status: number; code: unknown; retryAfter: string | null };

/** @param tokens of the people who call */
export function caller(
  base: string,
  tokens: ReadonlyMap<string, string>,
  patienceMs = 12_000,
  heard: (answered: Answered) => void = () => undefined,
): Call {
  return async (method, path, person, body, key) => {
    const answer = await fetch(`${base}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${tokens.get(person)}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key ? { 'idempotency-key': key } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(patienceMs),
    });
    const reply = { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    heard({ path, status: reply.status, code: reply.body['code'], retryAfter: answer.headers.get('retry-after') });
    return reply;
  };
}

/** No answer, 429 and what is said by a system half up are no answers: the same is asked again. */
export async function insist(call: () => Promise<Reply>, untilMs: number): Promise<Reply> {
  let last: Reply = { status: 0, body: {} };
  for (let wait = 100; Date.now() < untilMs; wait = Math.min(wait * 2, 2_000)) {
    last = await call().catch((): Reply => ({ status: 0, body: {} }));
    if (last.status !== 0 && last.status < 500 && last.status !== 429) return last;
    await pause(wait);
  }
  return { status: 0, body: last.body };
}

/** Keeps the call before it is made, and its answer when it comes. */
export async function keep(
  journal: Entry[],
  entry: Omit<Entry, 'asked' | 'status'>,
  ask: () => Promise<Reply>,
): Promise<Reply> {
  const kept: Entry = { ...entry, asked: Date.now(), status: 0 };
  journal.push(kept);
  const reply = await ask();
  kept.status = reply.status;
  if (reply.status !== 0) kept.answered = Date.now();
  if (typeof reply.body['code'] === 'string') kept.code = reply.body['code'];
  const told = reply.body[entry.kind === 'file' ? 'id' : 'change'];
  if (reply.status >= 200 && reply.status < 300 && entry.id === '' && typeof told === 'string') kept.id = told;
  return reply;
}
