// What the database refuses whoever asks: changed evidence, two holders of one post, two answers to one question.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Client } from 'pg';
import { freshDatabase, type FreshDatabase } from '../../scripts/parts/fresh-database.ts';
import { aDecision, anAct, anAppointment, anEvent, aPart, aTask } from './rows.ts';

let database: FreshDatabase;
/** The owner of everything: what he cannot do nobody can. */
let owner: Client;
const restrict = '23001';
const unique = '23505';
const exclusion = '23P01';

beforeAll(async () => {
  database = await freshDatabase();
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
beforeEach(() => owner.query('BEGIN'));
afterEach(() => owner.query('ROLLBACK'));
afterAll(async () => {
  await owner?.end();
  await database?.drop();
});

/** The SQLSTATE it is refused with, or null; what was before it stays. */
async function refusal(work: () => Promise<unknown>): Promise<string | null> {
  await owner.query('SAVEPOINT before');
  try {
    await work();
    return null;
  } catch (error) {
    await owner.query('ROLLBACK TO before');
    return (error as { code?: string }).code ?? String(error);
  }
}

test('decisions, acts and evidence are not changed, deleted or emptied, not even by the owner', async () => {
  const part = await aPart(owner);
  const { caseId } = part;
  const taskId = await aTask(owner, part);
  await aDecision(owner, { caseId, taskId });
  await anAct(owner, caseId);
  await anEvent(owner, caseId);
  for (const table of ['decisions', 'acts', 'audit_events'])
    for (const statement of [
      `UPDATE ${table} SET at = now()`,
      `UPDATE ${table} SET "caseId" = gen_random_uuid()`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table} CASCADE`,
    ]) {
      const code = await refusal(() => owner.query(statement));
      expect({ statement, code }).toEqual({ statement, code: restrict });
    }
});

test('of an event the personal content may be erased with its salt, and never be written again', async () => {
  const { caseId } = await aPart(owner);
  await anEvent(owner, caseId);
  const rewrite = () => owner.query(`UPDATE audit_events SET content = '{"other": 1}', salt = 'x'`);
  expect(await refusal(rewrite)).toBe(restrict);
  expect(await refusal(() => owner.query('UPDATE audit_events SET content = NULL, salt = NULL'))).toBeNull();
  expect(await refusal(rewrite)).toBe(restrict);
});

test('of one part, authority, seat and round one task is open', async () => {
  const part = await aPart(owner);
  await aTask(owner, part);
  const code = (other: object) => refusal(() => aTask(owner, part, other as Record<string, unknown>));
  expect(await code({})).toBe(unique);
  expect(await code({ state: 'closed' })).toBeNull();
  for (const other of [{ round: 2 }, { seat: 'health' }, { authority: 'country-security-adviser' }]) {
    expect(await code(other)).toBeNull();
    expect(await code(other)).toBe(unique);
  }
});

test('a task is decided once, whoever advises beside', async () => {
  const part = await aPart(owner);
  const task = { caseId: part.caseId, taskId: await aTask(owner, part) };
  expect(await refusal(() => aDecision(owner, task))).toBeNull();
  expect(await refusal(() => aDecision(owner, task, { outcome: 'deny', reason: 'No' }))).toBe(unique);
  for (const _ of [1, 2])
    expect(
      await refusal(() => aDecision(owner, task, { kind: 'opinion', outcome: 'object', reason: 'No' })),
    ).toBeNull();
});

const soleRoles = ['designated-official', 'acting-designated-official', 'executive-head', 'under-secretary-general'];
const day = (n: number) => new Date(Date.UTC(2027, 0, 1 + n)).toISOString();
type Span = { from: number; to: number | null };
const spans = fc.array(
  fc.record({ from: fc.nat(30), length: fc.option(fc.nat(12), { freq: 6 }) }).map(({ from, length }): Span => {
    return { from, to: length === null ? null : from + length };
  }),
  { minLength: 2, maxLength: 8 },
);
const end = (span: Span) => span.to ?? Infinity;
const overlap = (one: Span, other: Span) =>
  one.from < end(one) && other.from < end(other) && one.from < end(other) && other.from < end(one);

test('a sole post never has two holders at one moment, and is refused to nobody else', async () => {
  const post = fc.record({ role: fc.constantFrom(...soleRoles), country: fc.constantFrom('XA', null) });
  await fc.assert(
    fc.asyncProperty(spans, post, async (wanted, { role, country }) => {
      await owner.query('SAVEPOINT run');
      const held: Span[] = [];
      for (const span of wanted) {
        const row = { role, countryId: country, fromAt: day(span.from), toAt: span.to === null ? null : day(span.to) };
        const code = await refusal(() => anAppointment(owner, row));
        expect(code).toBe(held.some((one) => overlap(one, span)) ? exclusion : null);
        if (code === null) held.push(span);
      }
      await owner.query('ROLLBACK TO run');
    }),
    { numRuns: 60 },
  );
});

test('a post that is not sole, or of another country, may be held beside', async () => {
  const span = { fromAt: day(0), toAt: null };
  const code = (row: object) => refusal(() => anAppointment(owner, { ...span, ...row }));
  expect(await code({ role: 'designated-official', countryId: 'XA' })).toBeNull();
  expect(await code({ role: 'designated-official', countryId: 'XB' })).toBeNull();
  expect(await code({ role: 'country-security-adviser', countryId: 'XA' })).toBeNull();
  expect(await code({ role: 'country-security-adviser', countryId: 'XA' })).toBeNull();
});
