// Which version judges: by place, the most specific first, and by instant; and what the tables refuse.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { connect, type Database } from '../../prisma/connect.ts';
import { ruleSetFor, stepBack } from '../../prisma/rules-in-force.ts';
import { loadWorldFile } from '../../prisma/seed/load.ts';
import { readWorldFile } from '../../prisma/seed/world-file.ts';
import { frameOf } from '../../prisma/world-frame.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { putInForce } from '../api/rules-in-force.ts';
import { freshDatabase, type FreshDatabase } from '../../scripts/parts/fresh-database.ts';

const now = Date.parse('2027-03-01T09:00:00Z');
const hour = 3_600_000;
let database: FreshDatabase;
let worker: Database;
let owner: Client;
let set: RuleSet;

beforeAll(async () => {
  database = await freshDatabase();
  worker = connect(database.workerUrl, { connections: 2 });
  await loadWorldFile(worker, readWorldFile('test/scenarios/world.yaml'));
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const row = await worker.ruleSetVersion.findFirstOrThrow({ where: { name: 'travelClearance' } });
  set = { ...(row.content as unknown as RuleSet), tests: [] };
  const child = { id: 'XA-2-1', countryId: 'XA', parentId: 'XA-2', name: 'A quarter of it' };
  await worker.area.create({ data: { ...child, allowedModes: [], claimedBy: [] } });
  await putInForce({ worker }, { ...set, version: 2 }, now + 24 * hour);
  await putInForce({ worker }, { ...set, version: 3 }, now - hour, 'country:XA');
  await putInForce({ worker }, { ...set, version: 4 }, now - hour, 'area:XA-2');
  await putInForce({ worker }, { ...set, version: 5 }, now + hour, 'area:XA-2');
});
afterAll(async () => {
  await owner?.end();
  await worker?.$disconnect();
  await database?.drop();
});

async function versionAt(place: { area?: string; country?: string }, at = now): Promise<number | undefined> {
  const { frame } = await frameOf(worker);
  return ruleSetFor(frame, 'travelClearance', place, at)?.ruleSet.version;
}

test('a version that was scheduled judges from its instant on, without anything being done', async () => {
  expect(await versionAt({ country: 'XB' })).toBe(1);
  expect(await versionAt({ country: 'XB' }, now + 24 * hour - 1)).toBe(1);
  expect(await versionAt({ country: 'XB' }, now + 24 * hour)).toBe(2);
  expect(await versionAt({}, now + 24 * hour)).toBe(2);
});

test('a version for one country judges only there', async () => {
  expect(await versionAt({ area: 'XA-1', country: 'XA' })).toBe(3);
  expect(await versionAt({ area: 'XB-2', country: 'XB' })).toBe(1);
  expect(await versionAt({ area: 'XA-1', country: 'XA' }, now - 2 * hour)).toBe(1);
});

test('an area goes before its country, and what is in it follows it', async () => {
  expect(await versionAt({ area: 'XA-2', country: 'XA' })).toBe(4);
  expect(await versionAt({ area: 'XA-2-1', country: 'XA' })).toBe(4);
  expect(await versionAt({ area: 'XA-2', country: 'XA' }, now + hour)).toBe(5);
});

test('what comes in force or ends is seen at once', async () => {
  expect(await versionAt({ area: 'XA-3', country: 'XA' })).toBe(3);
  await putInForce({ worker }, { ...set, version: 6 }, now - 1, 'area:XA-3');
  expect(await versionAt({ area: 'XA-3', country: 'XA' })).toBe(6);
  await worker.ruleActivation.updateMany({ where: { place: 'area:XA-3' }, data: { toAt: new Date(now) } });
  expect(await versionAt({ area: 'XA-3', country: 'XA' })).toBe(3);
});

const code = async (work: () => Promise<unknown>): Promise<string | null> => {
  await owner.query('BEGIN');
  try {
    await work();
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await owner.query('ROLLBACK');
  }
};
const activate = (place: string, from: number | null, to: number | null) =>
  owner.query(
    `INSERT INTO rule_activations (id, name, version, place, "fromAt", "toAt", at) VALUES ($1, 'travelClearance', 1, $2, $3, $4, now())`,
    [randomUUID(), place, from === null ? null : new Date(from), to === null ? null : new Date(to)],
  );

test('of one place and moment one version is in force, whoever writes', async () => {
  expect(await code(() => activate('country:XA', now, now + 1))).toBe('23P01');
  expect(await code(() => activate('country:XA', null, now - hour))).toBeNull();
  expect(await code(() => activate('country:XB', now, null))).toBeNull();
  expect(await code(() => activate('country:XA', now, now))).toBeNull();
  expect(await code(() => activate('XA', now, null))).toBe('23514');
  expect(await code(() => activate('country:XB', now, now - 1))).toBe('23514');
});

test('the step before is known however long ago it was', async () => {
  const day = 24 * hour;
  await putInForce({ worker }, { ...set, version: 11 }, now - 900 * day, 'country:XB');
  await putInForce({ worker }, { ...set, version: 12 }, now - 800 * day, 'country:XB');
  const { frame } = await frameOf(worker);
  expect(stepBack(frame.rules, 'travelClearance', 'country:XB', now)).toBe(11);
  expect(await versionAt({ country: 'XB' })).toBe(12);
});

test('of an activation only the end moves, and only nearer', async () => {
  const ended = `UPDATE rule_activations SET "toAt" = $1 WHERE place = 'country:XA'`;
  expect(await code(() => owner.query(ended, [new Date(now + hour)]))).toBeNull();
  expect(
    await code(async () => {
      await owner.query(ended, [new Date(now + hour)]);
      await owner.query(ended, [new Date(now + 2 * hour)]);
    }),
  ).toBe('23001');
  for (const set of [`"toAt" = NULL`, `version = 1`, `place = '*'`, `"fromAt" = now()`, `reason = 'Other'`])
    expect(await code(() => owner.query(`UPDATE rule_activations SET ${set} WHERE place = 'country:XA'`))).toBe(
      '23001',
    );
  expect(await code(() => owner.query('DELETE FROM rule_activations'))).toBe('23001');
});

test('versions, saves of drafts and analyses are not changed, deleted or emptied, not even by the owner', async () => {
  const at = new Date(now);
  const id = randomUUID();
  await owner.query(
    `INSERT INTO rule_drafts (id, name, title, "authorId", "createdAt", "updatedAt") VALUES ($1, 'travelClearance', 'A draft', 'adm1', $2, $2)`,
    [id, at],
  );
  await owner.query(
    `INSERT INTO rule_draft_revisions ("draftId", revision, content, bytes, hash, "savedById", "savedAt") VALUES ($1, 1, '{}', '', '', 'adm1', $2)`,
    [id, at],
  );
  await owner.query(
    `INSERT INTO rule_analyses (id, hash, engine, passed, summary, at) VALUES ($1, '', '', true, '{}', $2)`,
    [id, at],
  );
  for (const table of ['rule_set_versions', 'rule_draft_revisions', 'rule_analyses'])
    for (const statement of [`UPDATE ${table} SET hash = 'x'`, `DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`])
      expect({ statement, code: await code(() => owner.query(statement)) }).toEqual({ statement, code: '23001' });
  for (const set of [`name = 'other'`, `"authorId" = 'ana'`])
    expect(await code(() => owner.query(`UPDATE rule_drafts SET ${set}`))).toBe('23001');
  expect(await code(() => owner.query(`UPDATE rule_drafts SET title = 'Another', state = 'submitted'`))).toBeNull();
  expect(await code(() => owner.query('DELETE FROM rule_drafts'))).toBe('23001');
});
