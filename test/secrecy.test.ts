// After a real request, and after failures that quote it, neither Temporal's files nor any log hold who travels or why.
import { expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { idOf } from '../canonical.ts';
import { seal, signingKey } from '../api/envelope.ts';
import { loadConfig, neededPayloadKeys } from '../config.ts';
import { dataConverter } from '../payload-codec.ts';
import { startWholeSystem } from '../scripts/parts/whole-system.ts';

const [marker, key] = ['Markerpurpose seven', 'Markerkey'];

test('Temporal’s files and the logs hold no name, no purpose and nothing typed', async () => {
  const system = await startWholeSystem({ LOG_LEVEL: 'debug' });
  try {
    const as = async (person: string) => {
      const body = JSON.stringify({ person });
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${system.base}/api/v1/demo/sessions`, { method: 'POST', body, headers });
      const { token } = (await response.json()) as { token: string };
      return { ...headers, authorization: `Bearer ${token}` };
    };
    const form = {
      ...{ travelType: 'official', activity: 'vaccination', purpose: `${marker} of Ana Ruiz` },
      stops: [{ area: 'XA-2', arrive: '2027-03-11T10:00', depart: '2027-03-14T10:00', mode: 'road' }],
    };
    const filed = await fetch(`${system.base}/api/v1/requests?x=${marker}`, {
      method: 'POST',
      headers: await as('ana'),
      body: JSON.stringify({ process: 'travelClearance', form }),
    });
    expect(filed.status).toBe(400);
    const good = await fetch(`${system.base}/api/v1/requests`, {
      method: 'POST',
      headers: { ...(await as('ana')), 'idempotency-key': marker },
      body: JSON.stringify({ process: 'travelClearance', form }),
    });
    expect(good.status).toBe(201);
    const { id } = (await good.json()) as { id: string };
    const decided = await fetch(`${system.base}/api/v1/requests/${id}/decisions`, {
      method: 'POST',
      headers: await as('cora'),
      body: JSON.stringify({ outcome: 'deny', reason: marker }),
    });
    expect(decided.status).toBe(200);
    await failWithContent(system, { ...form, [key]: marker });

    const folders = [join(system.home, 'temporal'), join(system.home, 'logs')];
    const files = folders.flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)));
    const shown = files.filter((file) => statSync(file).isFile());
    expect(shown.some((file) => readFileSync(file).includes('travelClearance'))).toBe(true);
    for (const file of shown) {
      const bytes = readFileSync(file);
      for (const word of [marker, key, 'Ana Ruiz'])
        expect({ file, word, at: bytes.indexOf(word) }).toEqual({ file, word, at: -1 });
    }
  } finally {
    await system.stop();
  }
}, 240_000);

/** A filing the worker cannot read, whose error would name what was typed. */
async function failWithContent(
  { temporalAddress, secrets }: Awaited<ReturnType<typeof startWholeSystem>>,
  form: object,
) {
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
