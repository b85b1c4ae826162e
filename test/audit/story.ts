// A database with a story in it: requests filed, read, decided, amended and ended, under two checkpoints; and copies of it to tamper with.
import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { recordAct } from '../../activities/record-act.ts';
import { seal } from '../../api/envelope.ts';
import type { Finding, Report } from '../../audit/finding.ts';
import { readDatabase } from '../../audit/read-database.ts';
import { makeCheckpoint, type Signer } from '../../audit/signer.ts';
import type { Memory, SignerMemory } from '../../audit/signer-memory.ts';
import { verify, type Anchor } from '../../audit/verify.ts';
import { directGateway } from '../api/direct-gateway.ts';
import { openDoor, world, type Door } from '../api/door.ts';
import { actorsOf, trip } from '../api/trips.ts';

export const now = Date.parse(world.clock);
export const name = 'example.org/audit';
export const { privateKey: key } = generateKeyPairSync('ed25519');
export const verifyKeys = [createPublicKey(key)];

export type Story = {
  /** Cleared by a decision with a condition, read by others. */
  cleared: string;
  /** Denied with a reason. */
  denied: string;
  /** Amended, noted and cancelled: it has ended, and its last event is a note of what closed. */
  ended: string;
  /** Decided with words in its reason and its conditions, noted, refused, appealed, amended, approved and given up. */
  worded: string;
  /** Waits; its last event but one is that of a note. */
  waiting: string;
  url: string;
  firstNote: string;
  lastNote: string;
  memory: Memory;
  close(): Promise<void>;
};

export function memoryOf(start?: Memory): SignerMemory {
  let kept = start;
  return { read: () => kept, write: (memory) => void (kept = memory) };
}

export const signerOn = (url: string, more: Partial<Signer> = {}): Signer => ({
  ...{ url, key, name, memory: memoryOf() },
  ...more,
});

export const check = (url: string, anchors: Anchor[] = [], keys = verifyKeys): Promise<Report> =>
  verify(readDatabase(url, now), keys, anchors);

export const first = ({ findings }: Report): Finding | undefined => findings[0];

export async function tellStory(): Promise<Story> {
  const on: Parameters<typeof directGateway>[0] = { now: () => now };
  const door = await openDoor({ gateway: directGateway(on) });
  on.db = door.worker;
  const { filed, decide } = actorsOf(() => door);
  const url = door.database.ownerUrl;
  const memory = memoryOf();
  const signer = { ...signerOn(door.database.signerUrl), memory };

  const { id: cleared } = await filed();
  await door.call('GET', `/requests/${cleared}`, { as: 'cora' });
  await door.call('GET', `/requests/${cleared}`, { as: 'gita' });
  const conditions = [{ code: 'daily-check-in', due: 'on-arrival' }];
  await decide('cora', cleared, { outcome: 'approve', area: 'XA-2', reason: 'The lodge is safe', conditions });
  const { note: firstNote } = await makeCheckpoint(signer, now);

  const { id: denied } = await filed('deepa');
  await decide('cora', denied, { outcome: 'deny', reason: 'The lodge is full' });
  const { id: ended } = await filed();
  const act = actOf(door);
  await act('ana', ended, 'amend', { purpose: 'Another clinic' });
  await act('ana', ended, 'cancel', {});
  const worded = await tellInWords();
  const { id: waiting } = await filed();
  await act('ana', waiting, 'add-note', { text: 'I bring the vaccines' });
  await door.call('GET', `/requests/${cleared}`, { as: 'hugo' });
  await door.call('GET', `/requests/${cleared}/history`, { as: 'hugo' });
  await makeCheckpoint(signer, now);
  await door.call('GET', `/requests/${waiting}`, { as: 'cora' });
  const { note: lastNote } = await makeCheckpoint(signer, now);

  /** Wherever somebody may write, he writes `zebra`. */
  async function tellInWords(): Promise<string> {
    const { id } = await filed('ana', { purpose: 'Zebra clinic' });
    const typed = [{ code: 'daily-check-in', due: 'zebra days', with: 'Zebra the guard' }, { code: 'escort' }];
    await act('ana', id, 'add-note', { text: 'The zebra note' });
    await decide('cora', id, { outcome: 'deny', area: 'XA-2', reason: 'The zebra is ill', conditions: typed });
    await act('ana', id, 'appeal', { reason: 'No zebra can wait' });
    const { stops } = trip();
    const operator = { name: 'Zebra Air', listed: true };
    await act('ana', id, 'amend', { purpose: 'Zebra talks', stops: stops.map((stop) => ({ ...stop, operator })) });
    await decide('otto', id, { outcome: 'approve', area: 'XA-2', reason: 'A zebra reason', conditions: typed });
    await act('ana', id, 'withdraw', {});
    return id;
  }

  await door.deps.live.stop();
  await door.deps.db.$disconnect();
  await door.worker.$disconnect();
  const database = await copyOf(url);
  await door.close();
  return {
    ...{ cleared, denied, ended, worded, waiting, url: database, firstNote, lastNote, memory: memory.read()! },
    close: () => drop(database),
  };
}

function actOf(door: Door) {
  const { privateKey } = generateKeyPairSync('ed25519');
  const log = { info: () => undefined, error: () => undefined };
  const deps = { db: door.worker, actKey: createPublicKey(privateKey), log, signalCase: async () => true };
  return async (person: string, caseId: string, verb: string, form: object) => {
    const content = { id: randomUUID(), verb, form };
    const envelope = seal({ person, act: verb, caseId, content }, now, privateKey);
    const { answer } = await recordAct(deps)(caseId, { ...content, envelope }, now);
    if (!answer.ok) throw new Error(`${verb}: ${answer.detail}`);
  };
}

/** A database of its own with the same rows. */
export async function copyOf(url: string): Promise<string> {
  const copy = `audit_${randomUUID().replaceAll('-', '')}`;
  const source = new URL(url).pathname.slice(1);
  await beside(url, async (client) => {
    for (let left = 20; ; left -= 1) {
      try {
        return void (await client.query(`CREATE DATABASE "${copy}" TEMPLATE "${source}"`));
      } catch (error) {
        // Others are still connected for a moment.
        if (left === 0 || (error as { code?: string }).code !== '55006') throw error;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  });
  return Object.assign(new URL(url), { pathname: `/${copy}` }).href;
}

export const drop = (url: string): Promise<void> =>
  beside(url, (client) =>
    client.query(`DROP DATABASE IF EXISTS "${new URL(url).pathname.slice(1)}" WITH (FORCE)`).then(() => undefined),
  );

async function beside(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  await withClient(Object.assign(new URL(url), { pathname: '/postgres' }).href, work);
}

export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
