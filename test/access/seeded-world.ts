// The API over real requests of four kinds, filed and judged by the product itself, and one way to ask it as anybody.
import { jest } from '@jest/globals';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { recordAct } from '../../activities/record-act.ts';
import { seal } from '../../api/envelope.ts';
import type { Gateway } from '../../api/gateway-port.ts';
import { refusal } from '../../api/refusals.ts';
import { directGateway } from '../api/direct-gateway.ts';
import { openDoor, world, type Door } from '../api/door.ts';
import { client, startIssuer } from '../api/issuer.ts';
import { actors, cases, travels, type Actor, type Answer, type CaseName } from './actors.ts';
import { stagesOf, type Stage } from './stages.ts';

export type Seeded = {
  door: Door;
  ids: Record<string, string>;
  ask(actor: Actor, method: string, path: string, content?: { body?: unknown; csv?: string }): Promise<Answer>;
  headers(actor: Actor): Record<string, string>;
  /** A request of this kind on days nobody has taken; with the id of its first open task. */
  fileAnother(name: CaseName): Promise<{ id: string; task: string }>;
  /** A trip that stands there: his own for whose act changes it, else the same one for all. */
  staged(stage: Stage, isChanged: boolean): Promise<string>;
  /** Address of the identity provider of this system. */
  issuer: string;
  close(): Promise<void>;
};

const kinds: Readonly<Record<CaseName, { activity: string; areas: readonly string[] }>> = {
  lake: { activity: 'vaccination', areas: ['XA-2'] },
  pass: { activity: 'vaccination', areas: ['XA-3'] },
  delta: { activity: 'famine-relief', areas: ['XB-2'] },
  tour: { activity: 'survey', areas: ['XA-2', 'XB-2'] },
};
const dayMs = 86_400_000;
const farLimits = { burst: 1_000_000, perSecond: 1_000_000 };

export async function openSeeded(): Promise<Seeded> {
  const on: Parameters<typeof directGateway>[0] = { now: () => Date.parse(world.clock) };
  const times = new Map<string, number>();
  const limits = {
    ...{ signInOfAddress: farLimits, signInOfPerson: farLimits },
    ...{ writeOfAddress: farLimits, writeOfPerson: farLimits, loggedReadOfPerson: farLimits },
  };
  const gateway = {
    ...directGateway(on),
    act: acting(on, times),
    changeWorld: async () => ({ id: randomUUID(), seq: '1', touched: 0 }),
  };
  const issuer = await quietly(() => startIssuer('http://127.0.0.1/api/v1/auth/callback'));
  const signIn = { oidcIssuer: issuer.url, oidcClientId: client.id, oidcClientSecret: client.secret };
  const door = await openDoor({ gateway, limits, config: signIn });
  on.db = door.worker;
  await door.worker.appointment.create({
    data: {
      ...{ id: 'ENDED-1', role: 'designated-official', holderId: actors.former, countryId: 'XA' },
      ...{ from: '2025-01-01', fromAt: new Date('2025-01-01'), toAt: new Date('2025-12-01') },
    },
  });
  const tokens = new Map<Actor, Record<string, string>>();
  for (const actor of Object.keys(actors) as Actor[]) tokens.set(actor, await door.as(actors[actor]));

  let week = 1;
  const seeded: Seeded = {
    door,
    ids: { draft: randomUUID(), change: randomUUID() },
    async ask(actor, method, path, { body, csv } = {}) {
      const type: Record<string, string> = csv === undefined ? {} : { 'content-type': 'text/csv' };
      const given = csv ?? body;
      const answer = await door.call(method, path, {
        headers: { ...tokens.get(actor), ...type },
        ...(given === undefined ? {} : { body: given }),
      });
      return { ...answer, ids: seeded.ids, person: actors[actor] };
    },
    headers: (actor) => tokens.get(actor)!,
    async fileAnother(name) {
      const { activity, areas } = kinds[name];
      week += 1;
      const day = (offset: number) => new Date(door.now.at + (week * 7 + offset) * dayMs).toISOString().slice(0, 16);
      const stops = areas.map((area, at) => ({
        ...{ area, arrive: day(at), depart: day(at + 1), mode: area === 'XA-3' ? 'un-flight' : 'road' },
        accommodation: { name: 'Lodge', vetted: true },
      }));
      const form = { travelType: 'official', activity, purpose: 'A test of rights', stops };
      const { status, body } = await seeded.ask(travels[name], 'POST', '/requests', {
        body: { process: 'travelClearance', form },
      });
      if (status !== 201) throw new Error(`filing ${name}: ${status} ${JSON.stringify(body)}`);
      const task = await door.worker.task.findFirstOrThrow({
        where: { caseId: body.id, state: 'open' },
        orderBy: { areaId: 'asc' },
      });
      return { id: body.id, task: task.id };
    },
    staged: (stage, isChanged) => stagedTrip(stage, isChanged),
    issuer: issuer.url,
    close: async () => {
      await door.close();
      await issuer.close();
    },
  };
  const stagedTrip = stagesOf(seeded, () => depsOf(on), on.now(), times);

  for (const name of cases) {
    const { id, task } = await seeded.fileAnother(name);
    Object.assign(seeded.ids, { [name]: id, [`${name}.task`]: task });
  }
  await door.deps.db.draft.create({
    data: {
      id: seeded.ids['draft']!,
      personId: 'nox',
      process: 'travelClearance',
      form: {},
      updatedAt: new Date(door.now.at),
    },
  });
  await door.worker.referenceChange.create({
    data: {
      ...{ id: seeded.ids['change']!, kind: 'area', key: 'XA-2', patch: {}, scope: {}, byId: 'adm1', state: 'settled' },
      at: new Date(door.now.at),
    },
  });
  for (const [name, body] of Object.entries({
    ruleDraft: {},
    discardedDraft: {},
    soundDraft: { from: { version: 1 } },
  })) {
    const begun = { body: { title: 'A change of rules', ...body } };
    const answer = await seeded.ask('administrator', 'POST', '/rules/travelClearance/drafts', begun);
    seeded.ids[name] = answer.body.id;
  }
  return seeded;
}

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const log = { info: () => undefined, error: () => undefined };
const depsOf = (on: Parameters<typeof directGateway>[0]) => ({
  ...{ db: on.db!, actKey: publicKey, log, signalCase: async () => true },
});

/** Acts as the workflow would have them recorded, at once; on some cases at their own time. */
function acting(on: Parameters<typeof directGateway>[0], times: ReadonlyMap<string, number>): Gateway['act'] {
  return async ({ person, to, message }) => {
    const now = times.get(to.id) ?? on.now();
    const envelope = seal({ person, act: message.verb, caseId: to.id, content: message }, now, privateKey);
    const { answer } = await recordAct(depsOf(on))(to.id, { ...message, envelope } as never, now);
    if (!answer.ok) throw refusal(answer.code, answer.detail);
  };
}

/** The issuer says at length that it is not set up for production. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const kept = (['warn', 'info'] as const).map((name) => jest.spyOn(console, name).mockImplementation(() => undefined));
  try {
    return await work();
  } finally {
    for (const one of kept) one.mockRestore();
  }
}
