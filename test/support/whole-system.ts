// The whole product on a database and a clock of its own, for tests that play against it, with its side doors open.
import { randomUUID } from 'node:crypto';
import { Client as PgClient } from 'pg';
import { idOf } from '../../canonical.ts';
import { seal } from '../../api/envelope.ts';
import { checkWorld, readWorldFile, type World } from '../../prisma/seed/world-file.ts';
import type { Filing } from '../../workflows/messages.ts';
import type { StoryPlayer } from '../../stories/run.ts';
import { castOf, type Cast } from '../../stories/stage/cast.ts';
import { changeWorld } from '../../stories/stage/change-world.ts';
import { createClient, explain, type Client, type Reply } from '../../stories/stage/client.ts';
import { shifted, weeksBehind } from '../../stories/stage/shift.ts';
import type { Changes } from '../../stories/story.ts';
import { openStage, type System } from '../../stories/stage/system.ts';
import { soundness } from './soundness.ts';

export type Whole = System & {
  client: Client;
  cast: Cast;
  call: Client['call'];
  /** A date of the story, moved where the real clock has overtaken its world. */
  on<T>(wall: T): T;
  /** Files a trip of somebody and answers the id of the request. */
  file(person: string, form: object): Promise<string>;
  decide(person: string, id: string, outcome: string, more?: object): Promise<Reply>;
  change(changes: Changes): Promise<void>;
  /** A filing as the API would send it to Temporal. */
  filing(person: string, form: object): Filing;
  /** Which invariant is broken, or what the verifier of evidence found, if any. */
  soundness(): Promise<string | undefined>;
  /** As the owner of the database. */
  sql<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
};

/** @param change makes the world of the stories fit the test */
export async function openWhole(
  change: (world: World) => World = (world) => world,
  player?: StoryPlayer,
): Promise<Whole> {
  const file = readWorldFile('test/scenarios/world.yaml');
  const weeks = weeksBehind(file.clock, Date.now());
  const world = checkWorld(shifted(change(file), weeks), 'the world of a test');
  const stages = openStage(world, [], player);
  const system = await stages.open(false);
  const client = createClient(system.base);
  const cast = castOf(world);
  const owner = new PgClient({ connectionString: system.database.ownerUrl });
  await owner.connect();
  let number = 0;
  const trip = (form: object) => shifted({ ...official, ...form }, weeks);
  return {
    ...system,
    client,
    cast,
    call: client.call,
    on: (wall) => shifted(wall, weeks),
    async file(person, form) {
      const body = { process: 'travelClearance', form: trip(form) };
      const reply = await client.call(person, 'POST', '/requests', body, { 'idempotency-key': randomUUID() });
      if (reply.status !== 201) throw new Error(`filing for ${person}: ${explain(reply)}`);
      return (reply.body as { id: string }).id;
    },
    decide: (person, id, outcome, more = {}) =>
      client.call(person, 'POST', `/requests/${id}/decisions`, { id: randomUUID(), outcome, ...more }),
    change: (changes) => changeWorld(client, cast, shifted(changes, weeks)),
    filing(person, form) {
      const process = 'travelClearance';
      const [workflowId, caseId] = [`${process}:${randomUUID()}`, idOf(randomUUID())];
      const content = { process, form: trip(form), submitter: person, caseId };
      const envelope = seal({ person, act: 'file', caseId, content }, system.now(), system.signingKey, false);
      const reference = `TC-0000-${String((number += 1)).padStart(6, '0')}`;
      return { ...content, reference, workflowId, filedAt: system.now(), envelope };
    },
    soundness: () => soundness(system.database.readerUrl),
    sql: async <Row extends object>(text: string, values: unknown[] = []) =>
      (await owner.query<Row>(text, values)).rows,
    async close() {
      await owner.end();
      await system.close();
      await stages.close();
    },
  };
}

const official = { travelType: 'official', activity: 'vaccination', purpose: 'Clinic round' };

export const stop = (area: string, arrive = '2027-03-11T10:00', depart = '2027-03-14T10:00') => ({
  ...{ area, arrive, depart },
  mode: area === 'XA-3' ? 'un-flight' : 'road',
  accommodation: { name: 'Lake lodge', vetted: true },
});
