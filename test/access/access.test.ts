// Walks every cell of the table role x endpoint x scope through HTTP on one world with real requests.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { actors, type Actor, type Answer, type Cell } from './actors.ts';
import { openSeeded, type Seeded } from './seeded-world.ts';
import { table } from './table.ts';

let seeded: Seeded;
beforeAll(async () => void (seeded = await openSeeded()));
afterAll(() => seeded?.close());

const everybody = Object.keys(actors) as Actor[];
const namesOf = (row: string) => row.split(' ') as [method: string, path: string];
const short = ({ status, body }: Answer) => (status < 300 ? 'done' : `${status} ${body.code}`);

test('every route of the API has a row, and every row a route, those of the demonstration and of the identity provider too', () => {
  const { v1, operators } = seeded.door.routes;
  const routes = [...v1.entries, ...operators.entries].map(({ method, fullPath }) => `${method} ${fullPath}`);
  expect(Object.keys(table).toSorted()).toEqual(routes.toSorted());
});

test.each(Object.entries(table).filter(([, row]) => typeof row !== 'string') as [string, Cell[]][])(
  '%s is for whom the table says, and nobody else',
  async (route, cells) => {
    const wrong: string[] = [];
    for (const cell of cells) {
      const walked = await inFours(everybody, (actor) => walk(route, cell, actor));
      wrong.push(...walked.flatMap((found) => found ?? []));
    }
    expect(wrong).toEqual([]);
  },
);

test('what is public answers without a session, and gives nothing of a request', async () => {
  for (const route of Object.keys(table).filter((one) => table[one] === 'public' && one.startsWith('get '))) {
    const response = await fetch(seeded.door.url + namesOf(route)[1]);
    const [status, body] = [response.status, await response.text()];
    expect({ route, status }).toEqual({ route, status: 200 });
    for (const id of Object.values(seeded.ids)) expect(body).not.toContain(id);
  }
});

test('signing in leads everybody to the identity provider, and without its word gives nothing', async () => {
  for (const headers of [{}, ...everybody.slice(0, 3).map((actor) => seeded.headers(actor))]) {
    const login = await seeded.door.call('GET', '/auth/login', { headers });
    const callback = await seeded.door.call('GET', '/auth/callback?code=1&state=2', { headers });
    expect([login.status, new URL(login.headers.get('location')!).origin]).toEqual([302, seeded.issuer]);
    expect([callback.status, callback.body.code]).toEqual([400, 'sign-in-failed']);
    for (const { headers: answered } of [login, callback])
      expect(answered.getSetCookie().filter((one) => one.startsWith('safeconduct='))).toEqual([]);
  }
});

test('the stream of events opens for everybody signed in and names nothing yet', async () => {
  for (const actor of everybody) {
    const ending = new AbortController();
    const headers = await seeded.door.as(actors[actor]);
    const response = await fetch(`${seeded.door.url}/api/v1/events`, { headers, signal: ending.signal });
    const first = new TextDecoder().decode((await response.body!.getReader().read()).value);
    ending.abort();
    expect([response.status, /[0-9a-f]{8}-/.test(first)]).toEqual([200, false]);
  }
});

test('everybody ends his own session and no other', async () => {
  for (const actor of everybody) {
    const [ended, kept] = [await seeded.door.as(actors[actor]), await seeded.door.as(actors[actor])];
    const me = async (headers: Record<string, string>) => (await seeded.door.call('GET', '/me', { headers })).status;
    expect((await seeded.door.call('DELETE', '/sessions/current', { headers: ended })).status).toBe(204);
    expect([await me(ended), await me(kept)]).toEqual([401, 200]);
  }
});

test('everybody ends all sessions of his own and nobody else’s', async () => {
  const other = await seeded.door.as(actors.former);
  const me = async (headers: Record<string, string>) => (await seeded.door.call('GET', '/me', { headers })).status;
  for (const actor of everybody.filter((one) => one !== 'former')) {
    const [one, another] = [await seeded.door.as(actors[actor]), await seeded.door.as(actors[actor])];
    expect((await seeded.door.call('DELETE', '/sessions', { headers: one })).status).toBe(204);
    expect([await me(one), await me(another), await me(other)]).toEqual([401, 401, 200]);
  }
});

test('a draft others tried to read, replace and throw away is as its owner left it', async () => {
  const row = await seeded.door.deps.db.draft.findUnique({ where: { id: seeded.ids['draft']! } });
  expect(row).toMatchObject({ personId: 'nox', form: {} });
});

async function walk(route: string, cell: Cell, actor: Actor): Promise<string | null> {
  const may = cell.may === 'everybody' || cell.may.includes(actor);
  const answer = await sent(route, cell, actor, may);
  const others = (typeof cell.others === 'function' ? cell.others(actor) : cell.others) ?? 'done';
  const expected = may || cell.grants ? 'done' : others;
  const isAnswered = short(answer) === expected || (cell.grants && !may && short(answer) === '403 forbidden');
  const isGranted = !cell.grants || cell.grants(answer) === may;
  if (isAnswered && isGranted) return null;
  return `${route} (${cell.scope}) as ${actor}: ${short(answer)}${cell.grants ? `, granted ${!may}` : ''} instead of ${expected}`;
}

async function sent(
  route: string,
  { path = '', body, csv, changes, stage }: Cell,
  actor: Actor,
  may: boolean,
): Promise<Answer> {
  const [method, pattern] = namesOf(route);
  let { ids } = seeded;
  if (changes && may) {
    const { id, task } = await seeded.fileAnother(changes);
    ids = { ...ids, [changes]: id, [`${changes}.task`]: task };
  }
  if (stage) ids = { ...ids, staged: await seeded.staged(stage, may) };
  const filled = path.replaceAll(/\{([\w.]+)\}/g, (_, name: string) => (name === 'new' ? randomUUID() : ids[name]!));
  const values = filled.split(' ');
  const url = filled.startsWith('?') ? pattern + filled : pattern.replaceAll(/:\w+/g, () => values.shift()!);
  const named = (text: string) => text.replaceAll(/"\{([\w.]+)\}"/g, (_, name: string) => `"${ids[name]}"`);
  return seeded.ask(actor, method.toUpperCase(), url, {
    ...(body === undefined ? {} : { body: named(JSON.stringify(body).replaceAll('{day}', nextDay())) }),
    ...(csv ? { csv } : {}),
  });
}

let day = 0;
const nextDay = () => new Date(Date.UTC(2027, 4, (day += 2))).toISOString().slice(0, 10);

async function inFours<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += 4) results.push(...(await Promise.all(items.slice(at, at + 4).map(work))));
  return results;
}
