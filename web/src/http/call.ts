// One call to the API: JSON both ways, a refusal as `Refused`, no answer as `Unreachable`.
import type { Problem } from './types.ts';

export class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}
export class Unreachable extends Error {}

type Options = { method?: string; body?: unknown; headers?: Record<string, string>; signal?: AbortSignal };

export async function call<T>(path: string, { method = 'GET', body, headers = {}, signal }: Options = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Unreachable();
  }
  const text = await response.text();
  const content: unknown = text === '' ? undefined : readJson(text);
  if (response.ok) return content as T;
  throw new Refused(asProblem(content, response.status));
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function asProblem(content: unknown, status: number): Problem {
  const isProblem = typeof content === 'object' && content !== null && 'code' in content;
  if (isProblem) return content as Problem;
  return { type: 'about:blank', title: `HTTP ${status}`, status, code: status >= 500 ? 'unavailable' : 'unknown' };
}

/** Trying the same again may help: nothing was reached, or the server is away for a while. */
export const isPassing = (error: unknown): boolean =>
  error instanceof Unreachable || (error instanceof Refused && error.problem.status >= 500);

export const codeOf = (error: unknown): string =>
  error instanceof Refused ? error.problem.code : error instanceof Unreachable ? 'offline' : 'unknown';

/** Only the parts of a query that say something. */
export function queryOf(values: Record<string, string | number | undefined>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}`;
}

/** A random identifier; also where `crypto.randomUUID` is withheld because the page is not on https. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
