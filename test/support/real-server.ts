// The product on the real Temporal server, with a database of its own: the server whose clock can be moved does not hand on the work of a worker that is gone.
import { randomUUID } from 'node:crypto';
import { Client as PgClient } from 'pg';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { loadWorldFile } from '../../prisma/seed/load.ts';
import { readWorldFile } from '../../prisma/seed/world-file.ts';
import { freshDatabase } from '../../scripts/parts/fresh-database.ts';
import { createClient } from '../../stories/stage/client.ts';
import { startProduct } from '../../stories/stage/product.ts';
import { shifted, weeksBehind } from '../../stories/stage/shift.ts';
import { temporalAddress } from './temporal.ts';

const world = readWorldFile('test/scenarios/world.yaml');
/** How far the world's dates are moved so that they lie ahead. */
export const weeks = weeksBehind(world.clock, Date.now());

export type RealServer = Awaited<ReturnType<typeof openOnRealServer>>;

/**
 * @param settings of PostgreSQL for the connections of API and worker: `-c name=value`
 * @param prepare what else is on file before they begin, by the URL of the owner
 */
export async function openOnRealServer(settings = '', prepare?: (ownerUrl: string) => Promise<void>) {
  const environment = await TestWorkflowEnvironment.createFromExistingServer({ address: await temporalAddress() });
  const database = await freshDatabase();
  const under = (url: string) =>
    Object.assign(new URL(url), { search: new URLSearchParams({ options: settings }) }).href;
  const urls = { workerUrl: under(database.workerUrl), apiUrl: under(database.apiUrl) };
  await loadWorldFile(database.ownerUrl, shifted(world, weeks));
  await prepare?.(database.ownerUrl);
  const owner = new PgClient({ connectionString: database.ownerUrl });
  await owner.connect();
  // Files that run side by side share the server: the worker of one must not take the work of another.
  const taskQueue = `safeconduct-${randomUUID()}`;
  const product = await startProduct({ environment, database: { ...database, ...urls }, clock: Date.now, taskQueue });
  const { call } = createClient(product.base);
  const close = async () => {
    await product.close();
    await owner.end();
    await environment.teardown();
    await database.drop();
  };
  return { environment, database, owner, product, taskQueue, call, close };
}
