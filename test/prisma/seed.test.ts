// World files and the demonstration data.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type Database } from '../../prisma/connect.ts';
import { seedDemonstration } from '../../prisma/seed/demonstration.ts';
import { loadWorldFile } from '../../prisma/seed/load.ts';
import { ensureRuleSets } from '../../prisma/seed/rule-sets.ts';
import { parseWorld, readWorldFile } from '../../prisma/seed/world-file.ts';
import { hashOf } from '../../rules/compile.ts';
import { packs } from '../../rules/packs/packs.ts';
import { freshDatabase, type FreshDatabase } from '../../scripts/parts/fresh-database.ts';

const file = join(import.meta.dirname, '../scenarios/world.yaml');
const text = readFileSync(file, 'utf8');
let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = connect(fresh.ownerUrl, { connections: 2 });
  await loadWorldFile(fresh.workerUrl, readWorldFile(file));
});
afterAll(async () => {
  await database?.$disconnect();
  await fresh?.drop();
});

test('every record of the world file is there', async () => {
  expect(await database.country.count()).toBe(3);
  expect(await database.area.count()).toBe(10);
  expect(await database.person.count()).toBe(40);
  expect(await database.appointment.count()).toBe(28);
});

test('an appointment begins at the first moment of its date at the duty station', async () => {
  const appointment = await database.appointment.findUniqueOrThrow({ where: { id: 'A-01' } });
  expect(appointment.fromAt.toISOString()).toBe('2025-12-31T18:15:00.000Z');
  expect(appointment.toAt).toBeNull();
});

test('a date in end is the last day in force', async () => {
  const ended = parseWorld(
    text.replace('country: XB, from: 2026-01-01, givenBy: yara', 'country: XB, from: 2026-01-01, end: 2026-06-30'),
    file,
  );
  const other = await freshDatabase();
  await loadWorldFile(other.ownerUrl, ended);
  const client = connect(other.ownerUrl);
  const appointment = await client.appointment.findUniqueOrThrow({ where: { id: 'A-07' } });
  expect(appointment.toAt?.toISOString()).toBe('2026-07-01T05:00:00.000Z');
  await client.$disconnect();
  await other.drop();
});

test('who has no address cannot be reached, a course without end has none', async () => {
  const eli = await database.person.findUniqueOrThrow({ where: { id: 'eli' }, include: { trainings: true } });
  expect(eli).toMatchObject({ reachable: false, email: null, trainings: [{ code: 'BSAFE', validTo: null }] });
  expect(await database.person.findUnique({ where: { id: 'ana' } })).toMatchObject({
    reachable: true,
    email: 'ana@health.example',
  });
});

test('the default rules are in force as first versions', async () => {
  const versions = await database.ruleActivation.findMany({ where: { place: '*', fromAt: null, toAt: null } });
  expect(versions.map(({ name, version }) => [name, version])).toContainEqual(['travelClearance', 1]);
});

test('a new database starts with the rules of the pack that is set', async () => {
  const other = await freshDatabase();
  const client = connect(other.workerUrl);
  await ensureRuleSets(client, Date.now(), 'ngo');
  await ensureRuleSets(client, Date.now(), 'un');
  const rows = await client.ruleSetVersion.findMany({ where: { name: 'travelClearance' } });
  expect(rows.map(({ hash }) => hash)).toEqual([hashOf(packs.ngo.ruleSets.travelClearance)]);
  await client.$disconnect();
  await other.drop();
});

test('an error names the file, the key and what to do', () => {
  expect(() => parseWorld(text.replace('presentRisk: very-high', 'presentRisk: extreme'), 'mine.yaml')).toThrow(
    /^mine\.yaml: areas XA-4 presentRisk: .*expected one of/,
  );
  expect(() => parseWorld(text.replace('holder: otto', 'holder: nobody'), 'mine.yaml')).toThrow(
    'mine.yaml: appointments A-06: there is no "nobody" among the people; add it or correct the name',
  );
  expect(() => parseWorld(text.replace('capital: true', 'capitol: true'), 'mine.yaml')).toThrow(
    /mine\.yaml: areas XA-1: .*capitol/,
  );
});

test('the demonstration adds the countries of the real world, closed to automatic clearance, and only once', async () => {
  const other = await freshDatabase();
  expect(await seedDemonstration(other.ownerUrl, { ifEmpty: true })).toBe(true);
  expect(await seedDemonstration(other.ownerUrl, { ifEmpty: true })).toBe(false);
  const client = connect(other.ownerUrl);
  const japan = await client.country.findUniqueOrThrow({ where: { id: 'JP' }, include: { areas: true } });
  expect(japan).toMatchObject({
    zone: 'Asia/Tokyo',
    names: { fr: 'Japon', en: 'Japan' },
    areas: [{ presentRisk: 'unknown' }],
  });
  expect(await client.policy.count({ where: { areaId: 'JP-1', mode: 'manual' } })).toBe(1);
  expect(await client.country.count()).toBeGreaterThan(240);
  await client.$disconnect();
  await other.drop();
});
