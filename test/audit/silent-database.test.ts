// A signer in front of a database that takes its connection and says nothing tells so, and signs again once it is back.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import type { Memory } from '../../audit/signer-memory.ts';
import { makeCheckpoint, type Signer } from '../../audit/signer.ts';
import { freshDatabase, type FreshDatabase } from '../../scripts/parts/fresh-database.ts';
import { openRelay, type Relay } from '../support/relay.ts';

let database: FreshDatabase;
let relay: Relay;
beforeAll(async () => {
  database = await freshDatabase();
  relay = await openRelay(Number(new URL(database.signerUrl).port));
});
afterAll(async () => {
  await relay?.close();
  await database?.drop();
});

test('a round that gets no answer ends, and the next one signs', async () => {
  let kept: Memory | undefined;
  const url = Object.assign(new URL(database.signerUrl), { port: String(relay.port) }).href;
  const key = generateKeyPairSync('ed25519').privateKey;
  const memory = { read: () => kept, write: (one: Memory) => void (kept = one) };
  const signer: Signer = { url, key, name: 'a-log', memory, silenceTimeoutMs: 1_000 };
  relay.deafen(true);
  await expect(makeCheckpoint(signer, 0)).rejects.toThrow(/timeout/);
  relay.deafen();
  const met = relay.hold('audit_leaves', 'before', async () => relay.deafen());
  await expect(makeCheckpoint(signer, 0)).rejects.toThrow(/timeout/);
  await met;
  expect(await makeCheckpoint(signer, 0)).toMatchObject({ added: 0 });
}, 30_000);
