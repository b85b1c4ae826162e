// What a story plays on: the people, the system, and the requests it has filed so far.
import type { RequestView } from '../../api/views.ts';
import type { Cast } from './cast.ts';
import { explain, type Client } from './client.ts';
import type { System } from './system.ts';

export type Filed = { id: string; filer: string };
export type Stage = { client: Client; cast: Cast; system: System; filed: Map<string, Filed> };

/** As the filer reads it, or as the regional desk does where the filer may not. */
export async function view({ client, cast, filed }: Stage, ref: string): Promise<RequestView> {
  const { id, filer } = filed.get(ref) ?? { id: ref, filer: cast.desk };
  const reply = await client.call(filer, 'GET', `/requests/${id}`);
  if (reply.status === 200) return reply.body as RequestView;
  return (await read(client, cast.desk, `/requests/${id}`)) as RequestView;
}

export async function read(client: Client, person: string, path: string): Promise<Record<string, unknown>> {
  const reply = await client.call(person, 'GET', path);
  if (reply.status !== 200) throw new Error(`GET ${path} as ${person}: ${explain(reply)}`);
  return reply.body as Record<string, unknown>;
}
