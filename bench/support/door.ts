// The product as a browser meets it: sessions, filings, decisions, and the stream of changes.
import { randomUUID } from 'node:crypto';
import { Agent, request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { json } from 'node:stream/consumers';
import type { WholeSystem } from '../../scripts/parts/whole-system.ts';
import { addPeople, sessionOf, tripOf } from './people.ts';

const people = 1_000;

export type Door = {
  /** Files a trip of the next traveller; the area says whether a person must decide. Answers the id of the request. */
  file(area: string, state: string): Promise<string>;
  decide(id: string): Promise<void>;
  /** Calls back with the id of each request that changed, as this person's open page hears it. */
  watch(person: string, hear: (id: string) => void): Promise<() => void>;
};

export async function openDoor(system: WholeSystem): Promise<Door> {
  await addPeople(system.urls.owner, people);
  const travellers = Array.from({ length: people }, (_, index) => `p${index + 1}`);
  const tokens = await sessionOf(system.urls.owner, ['cora', 'otto', ...travellers]);
  let trips = 0;

  // Not `fetch`: it costs the measuring process as much as half an answer costs the API.
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  function send(method: string, path: string, person: string, more: OutgoingHttpHeaders = {}, text?: string) {
    const headers = { authorization: `Bearer ${tokens.get(person)}`, ...more };
    return new Promise<IncomingMessage>((resolve, reject) => {
      request(`${system.base}/api/v1${path}`, { method, headers, agent }, resolve).on('error', reject).end(text);
    });
  }

  async function call(path: string, body: unknown, person: string): Promise<Record<string, unknown>> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    const answer = await send('POST', path, person, headers, JSON.stringify(body));
    const read = (await json(answer)) as Record<string, unknown>;
    if (answer.statusCode! >= 300) throw new Error(`${path}: ${answer.statusCode} ${JSON.stringify(read)}`);
    return read;
  }

  async function read(id: string, person: string): Promise<Record<string, unknown>> {
    const answer = await send('GET', `/requests/${id}`, person);
    const found = (await json(answer)) as Record<string, unknown>;
    return answer.statusCode === 200 ? found : { state: 'submitted' };
  }

  return {
    async file(area, state) {
      trips += 1;
      const traveller = travellers[trips % people]!;
      const made = await call('/requests', tripOf(trips, area), traveller);
      const id = made['id'] as string;
      // Answered for later: the time it takes is part of the measurement.
      for (let now = made['state']; now !== state; now = (await read(id, traveller))['state']) {
        if (now !== 'submitted') throw new Error(`expected ${state}, found ${String(now)}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      return id;
    },
    decide: async (id) => void (await call(`/requests/${id}/decisions`, { outcome: 'approve', version: 1 }, 'cora')),
    async watch(person, hear) {
      const answer = await send('GET', '/events', person);
      answer.setEncoding('utf8').on('data', (text: string) => {
        for (const [, id] of text.matchAll(/"request":"([^"]+)"/g)) hear(id!);
      });
      return () => void answer.destroy();
    },
  };
}
