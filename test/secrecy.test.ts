// After a real request, and after failures that quote it, neither Temporal's files nor any log hold who travels or why.
import { expect, jest, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { Client as PgClient } from 'pg';
import { idOf } from '../canonical.ts';
import { seal, signingKey } from '../api/envelope.ts';
import { loadConfig, neededPayloadKeys } from '../config.ts';
import { dataConverter } from '../payload-codec.ts';
import { pause } from '../scripts/parts/processes.ts';
import { startWholeSystem } from '../scripts/parts/whole-system.ts';
import { openSink } from './support/smtp-sink.ts';

const [marker, key] = ['Markerpurpose seven', 'Markerkey'];
const secret = [marker, key, 'Markerrow', 'Markermail', 'Ana Ruiz', 'ana@health.example'];
type System = Awaited<ReturnType<typeof startWholeSystem>>;

test('Temporal’s files, every log and what is printed hold no name, no address and nothing typed', async () => {
  const printed = listen();
  let refused = false;
  const sink = await openSink(async () => {
    if (!refused) {
      refused = true;
      throw new Error('550 Markermail is not known here');
    }
  });
  const system = await startWholeSystem({ LOG_LEVEL: 'debug', SMTP_URL: sink.url });
  try {
    const form = await tellOfATrip(system);
    await failWithContent(system, { ...form, [key]: marker });
    await refuseRows(system.urls.owner);
    for (const until = Date.now() + 60_000; sink.raw.length < 3 && Date.now() < until;) await pause(200);
    expect(sink.raw.length).toBeGreaterThan(2);

    const files = filesOf(system.home).filter((file) => /\/(temporal|logs)\/|\.log$/.test(file));
    const names = files.map((file) => relative(system.home, file));
    expect(names).toEqual(expect.arrayContaining(['logs/api.log', 'logs/temporal.log', 'logs/worker.log']));
    const logOf = (name: string) =>
      readFileSync(
        files.find((file) => file.endsWith(name))!,
        'utf8',
      );
    expect(files.some((file) => readFileSync(file).includes('travelClearance'))).toBe(true);
    expect(logOf('worker.log')).toContain('a notice could not be sent');
    expect(logOf('worker.log')).toMatch(
      /"outcome":"failed".*"err":\{"name":"ApplicationFailure","code":"validation-failed","stack":" +at /,
    );
    for (const words of ['duplicate key', 'not-null', 'check constraint'])
      expect(logOf('postgres.log')).toContain(words);
    for (const file of files) expect({ file, holds: heldBy(readFileSync(file)) }).toEqual({ file, holds: [] });
    expect(heldBy(Buffer.from(printed.end()))).toEqual([]);
  } finally {
    printed.end();
    await system.stop();
    await sink.close();
  }
}, 240_000);

const heldBy = (bytes: Buffer) => secret.filter((word) => bytes.includes(word));

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name));

/** What this process prints, which goes on to where it was going. */
function listen(): { end(): string } {
  const said: string[] = [];
  const spies = [process.stdout, process.stderr].map((stream) => {
    const write = stream.write.bind(stream) as (...said: unknown[]) => boolean;
    return jest.spyOn(stream, 'write').mockImplementation((...args: unknown[]) => {
      said.push(String(args[0]));
      return write(...args);
    });
  });
  return {
    end: () => {
      for (const spy of spies) spy.mockRestore();
      return said.join('');
    },
  };
}

/** Filed, filed twice, noted, sent back, amended and granted under a condition, while the world changes. */
async function tellOfATrip({ base }: System): Promise<object> {
  const call = async (person: string, method: string, path: string, body: object, headers = {}) => {
    const session = await fetch(`${base}/api/v1/demo/sessions`, {
      method: 'POST',
      body: JSON.stringify({ person }),
      headers: { 'content-type': 'application/json' },
    });
    const { token } = (await session.json()) as { token: string };
    const answer = await fetch(`${base}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as { id: string } };
  };
  const trip = (area: string) => ({
    ...{ travelType: 'official', activity: 'vaccination', purpose: `${marker} of Ana Ruiz` },
    stops: [{ area, arrive: '2027-03-11T10:00', depart: '2027-03-14T10:00', mode: 'road' }],
  });
  const form = trip('XA-2');
  const filing = { process: 'travelClearance', form };
  expect((await call('ana', 'POST', `/requests?x=${marker}`, filing)).status).toBe(400);
  const filed = await call('ana', 'POST', '/requests', filing, { 'idempotency-key': marker });
  expect(filed.status).toBe(201);
  const { id } = filed.body;
  const twins = [0, 1].map(() => call('ana', 'POST', '/requests', filing, { 'idempotency-key': randomUUID() }));
  for (const twin of await Promise.all(twins)) expect(twin.status).toBe(409);
  const act = (verb: string, said: object) => call('ana', 'POST', `/requests/${id}/acts`, { verb, form: said });
  const decide = (person: string, said: object) => call(person, 'POST', `/requests/${id}/decisions`, said);
  const done = [
    await act('add-note', { note: marker }),
    await decide('cora', { outcome: 'return', reason: marker }),
    await act('amend', { purpose: `${marker} again` }),
    await call('adm1', 'PATCH', '/areas/XA-2', { name: marker, reason: marker }),
    await decide('otto', { outcome: 'approve', reason: marker, conditions: [{ code: 'escort', with: marker }] }),
  ];
  expect(done.map(({ status }) => status)).toEqual([200, 200, 200, expect.any(Number), 200]);
  expect([200, 202]).toContain(done[3]!.status);
  return form;
}

/** Rows the database refuses, each for another reason. */
async function refuseRows(url: string): Promise<void> {
  const client = new PgClient({ connectionString: url });
  await client.connect();
  for (const [statement, values, code] of [
    [`INSERT INTO areas SELECT * FROM areas WHERE id = 'XA-2'`, [], '23505'],
    [`INSERT INTO people (id, name, category) VALUES ('ana', $1, 'staff')`, ['Markerrow'], '23505'],
    [`INSERT INTO people (id, name) VALUES ('Markerrow', $1)`, ['Markerrow'], '23502'],
    [
      `INSERT INTO stays SELECT (jsonb_populate_record(s, '{"id":"${randomUUID()}","personId":"Markerrow","toAt":"2000-01-01"}')).* FROM stays s LIMIT 1`,
      [],
      '23514',
    ],
  ] as const)
    await expect(client.query(statement, [...values])).rejects.toMatchObject({ code });
  await client.end();
}

/** A filing the worker cannot read, whose error would name what was typed. */
async function failWithContent({ temporalAddress, secrets }: System, form: object) {
  const payloadKeys = neededPayloadKeys(loadConfig({ PAYLOAD_KEYS: secrets.PAYLOAD_KEYS }));
  const connection = await Connection.connect({ address: temporalAddress });
  const client = new Client({ connection, dataConverter: dataConverter(payloadKeys) });
  const workflowId = `travelClearance:${randomUUID()}`;
  const content = { process: 'travelClearance', form, submitter: 'ana', caseId: idOf(workflowId) };
  const envelope = seal(
    { person: 'ana', act: 'file', caseId: content.caseId, content },
    Date.now(),
    signingKey(secrets.ACT_SIGNING_KEY),
    false,
  );
  const filing = { ...content, reference: 'TC-0000-000001', workflowId, filedAt: Date.now(), envelope };
  const handle = await client.workflow.start('travelClearance', {
    taskQueue: 'safeconduct',
    workflowId,
    args: [filing],
  });
  await handle.result().catch(() => undefined);
  expect(JSON.stringify(await handle.fetchHistory())).toContain('Encoded failure');
  await connection.close();
}
