// Asks a running system, as whoever SAFECONDUCT_TOKEN belongs to.
import { randomUUID } from 'node:crypto';
import { loadConfig } from '../config.ts';
import { NoAnswer, WrongUse } from './finding.ts';

const patienceMs = 120_000;

export async function ask(server: string, method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> {
  const address = `${server.replace(/\/$/, '')}/api/v1${path}`;
  if (!/^https?:/.test(address) || !URL.canParse(address))
    throw new WrongUse('--server takes a URL like https://host:3000');
  const url = new URL(address);
  const token = loadConfig().cliToken;
  if (token === undefined) throw new WrongUse('Set SAFECONDUCT_TOKEN to the token of your session.');
  const headers = {
    authorization: `Bearer ${token}`,
    ...(body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
  };
  const answer = await reach(url, {
    ...{ method, headers, signal: AbortSignal.timeout(patienceMs) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const said: unknown = await answer.json().catch(() => undefined);
  if (answer.ok) return said;
  const problem = (said ?? {}) as { code?: string; detail?: string };
  throw new NoAnswer(
    `${server} answered ${answer.status} ${problem.code ?? ''}${problem.detail ? `: ${problem.detail}` : ''}`,
  );
}

async function reach(url: URL, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new NoAnswer(`${url.origin} cannot be reached: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}
