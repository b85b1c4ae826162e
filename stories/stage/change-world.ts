// Moves the world as a rule administrator does: through the reference data of the API.
import { randomUUID } from 'node:crypto';
import type { Cast } from './cast.ts';
import { explain, type Client } from './client.ts';
import type { Changes } from '../story.ts';

type Way = { collection: string; key?: (value: Record<string, unknown>) => string };
const byId = (value: Record<string, unknown>) => value['id'] as string;

export async function changeWorld(client: Client, cast: Cast, changes: Changes): Promise<void> {
  const ways: Record<string, Way> = {
    area: { collection: 'areas', key: byId },
    country: { collection: 'countries', key: byId },
    person: { collection: 'people', key: byId },
    appointment: { collection: 'appointments', key: byId },
    activity: { collection: 'activities', key: byId },
    assessment: {
      collection: 'assessments',
      key: (value) => (value['id'] ?? cast.assessmentOf(value['area'])) as string,
    },
    policy: { collection: 'policies' },
    requirement: { collection: 'requirements' },
    acceptance: { collection: 'acceptances' },
    presence: { collection: 'presences' },
    flight: { collection: 'flights' },
    crisis: { collection: 'crises' },
    incident: { collection: 'incidents' },
  };
  for (const [kind, value] of Object.entries(changes)) {
    const way = ways[kind];
    if (!way) throw new Error(`nothing is known of how to change a ${kind}`);
    const key = way.key?.(value);
    const { id: _, ...patch } = value;
    const headers = { 'idempotency-key': randomUUID() };
    const reply = await (key === undefined
      ? client.call(cast.administrator, 'POST', `/${way.collection}`, value, headers)
      : client.call(cast.administrator, 'PATCH', `/${way.collection}/${encodeURIComponent(key)}`, patch, headers));
    if (reply.status >= 300) throw new Error(`${kind}: ${explain(reply)}`);
    await reached(client, cast, (reply.body as { change: string }).change);
  }
}

/** A change settles once it has reached every live case. */
async function reached(client: Client, cast: Cast, change: string): Promise<void> {
  for (const until = Date.now() + 20_000; Date.now() < until;) {
    const reply = await client.call(cast.administrator, 'GET', `/changes/${change}`);
    if (reply.status !== 200 && reply.status !== 404) throw new Error(`GET /changes/${change}: ${explain(reply)}`);
    if (reply.status === 200 && (reply.body as { state: string }).state === 'settled') return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`the change ${change} did not reach all cases within 20 seconds`);
}
