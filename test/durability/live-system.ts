// The whole system with relays between its parts, and clients that keep what they were told: for tests that break things on purpose.
import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { Client as Pg } from 'pg';
import { contentHash } from '../../api/envelope.ts';
import { addPeople, sessionOf, tripOf } from '../../bench/support/people.ts';
import { check } from '../../chaos/checks.ts';
import { caller, insist, keep, type Answered, type Entry, type Reply } from '../../chaos/journal.ts';
import { TravelClearanceForm } from '../../forms/travel-clearance.ts';
import { pause } from '../../scripts/parts/processes.ts';
import { startWholeSystem, type PartName } from '../../scripts/parts/whole-system.ts';
import { openRelay, type Relay } from '../support/relay.ts';

const people = 60;
const patienceMs = 90_000;

export type LiveSystem = Awaited<ReturnType<typeof openLive>>;

/** @param env settings of worker and API beside the usual; a part that is begun again takes what they are by then */
export async function openLive(env: NodeJS.ProcessEnv = {}) {
  const relays = new Map<string, Relay>();
  const system = await startWholeSystem(
    Object.assign(env, { RATE_LIMIT_SCALE: '10000', LOG_LEVEL: 'info', ...env }),
    async (from, to, port) => {
      const relay = await openRelay(port);
      relays.set(`${from}-${to}`, relay);
      return relay.port;
    },
  );
  await addPeople(system.urls.owner, people);
  const travellers = Array.from({ length: people }, (_, index) => `p${index + 1}`);
  const tokens = await sessionOf(system.urls.owner, ['cora', 'otto', 'dora', 'adm1', ...travellers]);
  const answers: Answered[] = [];
  const call = caller(system.base, tokens, 20_000, (answered) => void answers.push(answered));
  const journal: Entry[] = [];
  let number = 0;

  const asked = (entry: Omit<Entry, 'asked' | 'status'>, ask: () => Promise<Reply>) =>
    keep(journal, entry, () => insist(ask, Date.now() + patienceMs));

  return {
    ...system,
    call,
    /** Every answer as it came, also of calls that were made again. */
    answers,
    relay: (name: 'worker-postgres' | 'api-postgres' | 'api-temporal' | 'worker-temporal') => relays.get(name)!,
    /** @param arrive wall time of the area where the trip begins, for one that begins soon */
    async file(area: string, arrive?: string): Promise<{ id: string; person: string; reply: Reply }> {
      number += 1;
      const person = travellers[number % people]!;
      const body = tripOf(number, area);
      if (arrive) body.form.stops[0]!.arrive = arrive;
      const form = JSON.parse(JSON.stringify(TravelClearanceForm.parse(body.form))) as unknown;
      const content = contentHash({ process: body.process, form });
      const key = randomUUID();
      const reply = await asked({ kind: 'file', id: '', person, content }, () =>
        call('POST', '/requests', person, body, key),
      );
      return { id: String(reply.body['id'] as string), person, reply };
    },
    /** @param click the id a click is known by */
    async decide(person: string, id: string, outcome = 'approve', click: string = randomUUID()): Promise<Reply> {
      const task = await openTask(id);
      const body = { id: click, outcome, version: 1, reason: 'As asked' };
      return asked({ kind: 'decide', id: body.id, person, task, outcome }, () =>
        call('POST', `/tasks/${task}/decision`, person, body),
      );
    },
    cancel(person: string, id: string): Promise<Reply> {
      const body = { id: randomUUID(), verb: 'cancel', form: {} };
      return asked({ kind: 'act', id: body.id, person, caseId: id, outcome: 'cancel' }, () =>
        call('POST', `/requests/${id}/acts`, person, body),
      );
    },
    risk(area: string, presentRisk: string): Promise<Reply> {
      return asked({ kind: 'change', id: '', person: 'adm1' }, () =>
        call('PATCH', `/areas/${area}`, 'adm1', { presentRisk, reason: 'As reported' }),
      );
    },
    async again(part: PartName): Promise<void> {
      await system.kill(part);
      await system.begin(part);
    },
    told: (): readonly Entry[] => journal,
    sql,
    stateOf,
    async until(what: string, holds: () => Promise<boolean>, ms = 30_000): Promise<void> {
      for (const end = Date.now() + ms; Date.now() < end; await pause(100)) if (await holds()) return;
      throw new Error(`not within ${ms / 1000} s: ${what}`);
    },
    /** The journals of all calls so far against the tables, evidence, and every case at rest. */
    async reckon(forgotten: readonly string[] = [], letters?: readonly string[]): Promise<void> {
      const more = letters ? { letters } : {};
      const { lost, doubled, broken } = await check(system, journal, { patienceMs: 60_000, forgotten, ...more });
      expect({ lost, doubled, broken }).toEqual({ lost: [], doubled: [], broken: [] });
    },
    async close(): Promise<void> {
      await system.stop();
      for (const relay of relays.values()) await relay.close();
    },
  };

  async function sql<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    const db = new Pg({ connectionString: system.urls.owner });
    await db.connect();
    try {
      return (await db.query<Row>(text, values)).rows;
    } finally {
      await db.end();
    }
  }

  async function stateOf(id: string): Promise<string | undefined> {
    const rows = await sql<{ state: string }>('SELECT state FROM cases WHERE id = $1', [id]);
    return rows[0]?.state;
  }

  async function openTask(id: string): Promise<string> {
    for (const until = Date.now() + 30_000; Date.now() < until; await pause(100)) {
      const rows = await sql<{ id: string }>(`SELECT id FROM tasks WHERE "caseId" = $1 AND state = 'open'`, [id]);
      if (rows[0]) return rows[0].id;
    }
    throw new Error(`nobody is asked about ${id}`);
  }
}
