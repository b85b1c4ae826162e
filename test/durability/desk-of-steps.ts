// The steps of the worker called directly, many at a time on connections of their own, with a record of who was told what and when.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { createActivities } from '../../activities/index.ts';
import { seal } from '../../api/envelope.ts';
import { connect } from '../../prisma/connect.ts';
import { loadWorldFile } from '../../prisma/seed/load.ts';
import { readWorldFile } from '../../prisma/seed/world-file.ts';
import type { DecideMessage } from '../../workflows/messages.ts';
import { freshDatabase } from '../../scripts/parts/fresh-database.ts';
import { stop } from '../support/whole-system.ts';

const DAY = 86_400_000;

export type Told = { by: string; id: string; begun: number; ended: number; ok: boolean; code?: string };

export type Steps = Awaited<ReturnType<typeof openSteps>>;

export async function openSteps() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const world = readWorldFile('test/scenarios/world.yaml');
  const database = await freshDatabase();
  const db = connect(database.workerUrl, { connections: 20 });
  await loadWorldFile(db, world);
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const log = { info: () => undefined, error: () => undefined };
  const steps = createActivities({ db, actKey: publicKey, log, signalCase: async () => true });
  const clock = Date.parse(world.clock);
  let number = 0;

  const sql = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
    (await owner.query<Row>(text, values)).rows;
  const told = async (
    by: string,
    id: string,
    call: () => Promise<{ answer: { ok: boolean; code?: string } }>,
  ): Promise<Told> => {
    const begun = performance.now();
    const { answer } = await call();
    const { ok, code } = answer;
    return { by, id, begun, ended: performance.now(), ok, ...(code ? { code } : {}) };
  };

  return {
    steps,
    clock,
    database,
    sql,
    /** A trip of its own dates. */
    async file(area: string, more: object = {}): Promise<{ id: string; dates: number }> {
      const id = randomUUID();
      const dates = (number += 1);
      const form = { ...formAt(area, dates), ...more };
      const content = { process: 'travelClearance', form, submitter: 'ana', caseId: id };
      const envelope = seal({ person: 'ana', act: 'file', caseId: id, content }, clock, privateKey, false);
      const reference = `TC-0000-${String(number).padStart(6, '0')}`;
      await steps.openCase({ ...content, reference, workflowId: id, filedAt: clock, envelope }, clock);
      return { id, dates };
    },
    click,
    decide(person: string, caseId: string, taskId: string, outcome: string, now: number, version = 1): Promise<Told> {
      const message = click(person, caseId, taskId, outcome, now, version);
      return told(person, message.id, () => steps.recordDecision(caseId, message, now));
    },
    /** Other dates. */
    amend(caseId: string, area: string, dates: number, now: number): Promise<Told> {
      return this.amendTo(caseId, { stops: formAt(area, dates, 1).stops }, now);
    },
    amendTo(caseId: string, form: Record<string, unknown>, now: number): Promise<Told> {
      const message = { id: randomUUID(), verb: 'amend', form };
      const envelope = seal({ person: 'ana', act: 'amend', caseId, content: message }, now, privateKey);
      return told('amendment', message.id, () => steps.recordAct(caseId, { ...message, envelope }, now));
    },
    /** The timer of a task that has come. */
    async handOn(caseId: string, taskId: string, now: number): Promise<Told> {
      const begun = performance.now();
      await steps.handOn(caseId, taskId, now);
      return { by: 'timer', id: '', begun, ended: performance.now(), ok: true };
    },
    async change(kind: string, patch: { id: string; [name: string]: unknown }, now: number): Promise<Told> {
      const content = { kind, key: patch.id, patch, by: 'adm1', id: randomUUID() };
      const envelope = seal(
        { person: 'adm1', act: 'changeWorld', caseId: content.id, content },
        now,
        privateKey,
        false,
      );
      const call = async () => ({ answer: await steps.changeWorld({ ...content, at: now, envelope }, now) });
      return told('revocation', content.id, call);
    },
    async close(): Promise<void> {
      await owner.end();
      await db.$disconnect();
      await database.drop();
    },
  };

  /** A decision as the API seals it. */
  function click(
    person: string,
    caseId: string,
    taskId: string,
    outcome: string,
    now: number,
    version = 1,
  ): DecideMessage {
    const message = { id: randomUUID(), taskId, outcome, version, reason: 'So it is' };
    return { ...message, envelope: seal({ person, act: 'decide', caseId, content: message }, now, privateKey) };
  }

  function formAt(area: string, dates: number, longer = 0) {
    const from = clock + (20 + Math.floor(dates / 500)) * DAY + (dates % 500) * 60_000;
    const wall = (at: number) => new Date(at).toISOString().slice(0, 16);
    const stops = [stop(area, wall(from), wall(from + (3 + longer) * DAY))];
    return { travelType: 'official', activity: 'vaccination', purpose: 'Clinic round', stops };
  }
}
