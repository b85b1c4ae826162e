// The product as a browser meets it: sessions, filings, decisions, and the stream of changes.
import { randomUUID } from 'node:crypto';
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

  async function call(path: string, body: unknown, person: string): Promise<Record<string, unknown>> {
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      authorization: `Bearer ${tokens.get(person)}`,
    };
    const answer = await fetch(`${system.base}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const read = (await answer.json()) as Record<string, unknown>;
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(read)}`);
    return read;
  }

  async function read(id: string, person: string): Promise<Record<string, unknown>> {
    const answer = await fetch(`${system.base}/api/v1/requests/${id}`, {
      headers: { authorization: `Bearer ${tokens.get(person)}` },
    });
    return answer.ok ? ((await answer.json()) as Record<string, unknown>) : { state: 'submitted' };
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
      const ending = new AbortController();
      const headers = { authorization: `Bearer ${tokens.get(person)}` };
      const answer = await fetch(`${system.base}/api/v1/events`, { headers, signal: ending.signal });
      void (async () => {
        const text = new TextDecoder();
        for await (const piece of answer.body!) {
          for (const [, id] of text.decode(piece, { stream: true }).matchAll(/"request":"([^"]+)"/g)) hear(id!);
        }
      })().catch(() => undefined);
      return () => ending.abort();
    },
  };
}
