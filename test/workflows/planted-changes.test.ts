// What may not come in force does not, whichever way it is brought: drafted, imported, taken back or passed by an older analysis.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { canonicalBytes, contentHash, idOf } from '../../canonical.ts';
import type { World } from '../../prisma/seed/world-file.ts';
import { fileFormat } from '../../rules/rule-file.ts';
import type { Rule, RuleSet } from '../../rules/rule-set.ts';
import { openWhole, type Whole } from '../support/whole-system.ts';
import { idOfCase, inForce, lookAtAll, minus, plus, save, standing, submit } from './changes-of-rules.ts';

/** Nobody stands in for the committee where there is no Secretary-General; in one country nobody advises. */
function withoutHead(world: World): World {
  const isGone = ({ role, country }: World['appointments'][number]) =>
    role === 'secretary-general' || (role === 'country-security-adviser' && country === 'XB');
  return { ...world, appointments: world.appointments.filter((one) => !isGone(one)) };
}

let whole: Whole;
beforeAll(async () => {
  whole = await openWhole(withoutHead);
}, 300_000);
afterAll(() => whole?.close());

type Body = ReturnType<typeof JSON.parse>;
async function ask(person: string, method: string, path: string, body?: object): Promise<Body> {
  const reply = await whole.call(person, method, `/rules/travelClearance${path}`, body);
  if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}
/** An analysis on a busy machine takes longer than other steps. */
async function settled(tries = 8): Promise<void> {
  await whole.idle().catch((error: unknown) => (tries > 1 ? settled(tries - 1) : Promise.reject(error)));
}
/** On such a machine filing may be answered before the case is there. */
async function judged(id: string): Promise<string> {
  for (let tries = 0; tries < 600 && !(await standing(whole, id)); tries += 1)
    await new Promise((done) => setTimeout(done, 100));
  await settled();
  return id;
}
async function submitted(set: RuleSet): Promise<string> {
  const reply = await submit(whole, 'adm1', await save(whole, 'adm1', set));
  expect(reply.status).toBeLessThan(300);
  return judged(idOfCase(reply));
}
/** As somebody could who owns the database. */
async function forge(table: string, text: string, values: unknown[]): Promise<void> {
  await whole.sql(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  await whole.sql(text, values);
  await whole.sql(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
}
const sentBack = { state: 'returned', live: false, reasons: ['rules-fail-checks'] };
const inReview = { state: 'in-review', live: true };
const committee = (authority: 'high-level-committee' | 'country-security-adviser'): Rule => ({
  ...lookAtAll('committee'),
  then: [...lookAtAll('committee').then, { kind: 'require', authority, mode: 'decide' }],
});
const codesOf = ({ findings }: Body, weight: string): string[] =>
  findings.flatMap((one: Body) => (one.weight === weight && one.kind === 'vacancy' ? [one.code] : []));
const analysisOf = async (id: string): Promise<Body> =>
  (
    await whole.sql<{ summary: Body }>(
      `SELECT summary FROM rule_analyses WHERE summary ->> 'case' = $1 ORDER BY at DESC LIMIT 1`,
      [id],
    )
  )[0]!.summary;

test('rules that ask who is nobody go back: the worker looks at who is appointed', async () => {
  const set = plus(await inForce(whole), committee('high-level-committee'));
  const { draft } = await save(whole, 'adm1', set);
  const told = await ask('adm1', 'POST', '/analyse', { ref: { draft } });
  expect(codesOf(told, 'blocks')).toEqual(['reaches-nobody']);
  const id = await submitted(set);
  expect(await standing(whole, id)).toMatchObject(sentBack);
  expect(codesOf((await analysisOf(id)).analysis, 'blocks')).toEqual(['reaches-nobody']);
}, 300_000);

test('a post vacant in one country stops no change for all', async () => {
  const id = await submitted(plus(await inForce(whole), committee('country-security-adviser')));
  expect(await standing(whole, id)).toMatchObject(inReview);
}, 300_000);

test('what is imported is looked at as what is written here', async () => {
  const set = minus(await inForce(whole), 'ban');
  const file = { format: fileFormat, ruleSet: set };
  const { id: draft } = await ask('adm1', 'POST', '/drafts', { title: 'From a file', file });
  const { id } = await ask('adm1', 'POST', `/drafts/${draft}/submit`, { revision: 1, reason: 'As the field asked' });
  await judged(id);
  expect(await standing(whole, id)).toMatchObject(sentBack);
  expect(await whole.call('desk', 'POST', `/rules/travelClearance/drafts/${draft}/publish`, {})).toMatchObject({
    status: 409,
  });
}, 300_000);

test('what is passed by an older analysis is analysed again before anybody decides', async () => {
  const set = plus(await inForce(whole), lookAtAll('look-again'));
  const id = await submitted(set);
  expect(await standing(whole, id)).toMatchObject(inReview);
  const rows = await whole.sql<{ id: string }>(`SELECT id FROM rule_analyses WHERE summary ->> 'case' = $1`, [id]);
  const old = `UPDATE rule_analyses SET id = $2, engine = '1' WHERE id = $1`;
  await forge('rule_analyses', old, [rows[0]!.id, idOf(randomUUID())]);
  const refused = await whole.decide('desk', id, 'approve');
  expect([refused.status, (refused.body as Body).code]).toEqual([409, 'rules-changed-meanwhile']);
  await settled();
  expect(
    await whole.sql(`SELECT engine FROM rule_analyses WHERE id = $1 AND engine > '1'`, [rows[0]!.id]),
  ).toHaveLength(1);
  expect(await whole.decide('desk', id, 'approve')).toMatchObject({ status: 200 });
  await settled();
  expect(await standing(whole, id)).toMatchObject({ state: 'in-force' });
}, 300_000);

test('a passing row beside a text that does not pass helps nothing', async () => {
  const set: RuleSet = minus(await inForce(whole), 'ban');
  const draft = await save(whole, 'adm1', set);
  const summary = JSON.stringify({ failures: [], lessControl: false, comparisonComplete: true });
  await whole.sql(
    `INSERT INTO rule_analyses (id, hash, engine, passed, summary, at) VALUES ($1, $2, '1', true, $3, now())`,
    [idOf(randomUUID()), draft.hash, summary],
  );
  const id = await judged(idOfCase(await submit(whole, 'adm1', draft)));
  expect(await standing(whole, id)).toMatchObject(sentBack);
}, 300_000);

test('an old version that would not pass now is brought back by nobody, by a step back or as a draft', async () => {
  const old = { ...minus(await inForce(whole), 'ban'), version: 90 };
  const name = 'travelClearance';
  await whole.sql(
    `INSERT INTO rule_set_versions (id, name, version, title, content, bytes, hash, "createdAt")
     VALUES ($1, $2, 90, 'Old', $3, $4, $5, now())`,
    [idOf(randomUUID()), name, JSON.stringify(old), Buffer.from(canonicalBytes(old)), contentHash(old)],
  );
  const past = `UPDATE rule_activations SET version = 90 WHERE name = $1 AND "toAt" IS NOT NULL`;
  await forge('rule_activations', past, [name]);
  await whole.sql(`UPDATE world_version SET token = gen_random_uuid() WHERE id = 'frame'`);
  const back = await ask('desk', 'POST', '/return', { reason: 'Too many wait', returnsTo: 90 });
  const title = 'As it was';
  const { id: draft, content } = await ask('adm1', 'POST', '/drafts', { title, from: { version: 90 } });
  await ask('adm1', 'PUT', `/drafts/${draft}`, { title, content, revision: 1, base: 2 });
  const again = await ask('adm1', 'POST', `/drafts/${draft}/submit`, { revision: 2, reason: title });
  await judged(back.id);
  await judged(again.id);
  expect([await standing(whole, back.id), await standing(whole, again.id)]).toMatchObject([sentBack, sentBack]);
  const [now] = (await ask('ana', 'GET', '/versions')).items.filter(({ state }: Body) => state === 'active');
  expect(now.version).not.toBe(90);
}, 300_000);
