// The two servers under the system, as parts: PostgreSQL and Temporal, each only where no setting names another.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { temporalConnection, type Config } from '../../config.ts';
import { prepareOwner } from '../parts/owner.ts';
import { startCluster } from '../parts/postgres.ts';
import { keptSecret } from '../parts/secrets.ts';
import { findTemporal, startDevServer } from '../parts/temporal.ts';
import type { Keeper } from './keeper.ts';

type Say = (line: string) => void;

/** The owner's URL of the database. */
export async function bringUpDatabase(config: Config, home: string, keeper: Keeper, say: Say): Promise<string> {
  if (config.databaseUrl) {
    say(`PostgreSQL: the server at ${new URL(config.databaseUrl).host} (DATABASE_URL)`);
    return config.databaseUrl;
  }
  let ownerUrl = '';
  await keeper.begin({
    name: 'PostgreSQL',
    remembered: false,
    begin: async () => {
      const cluster = await startCluster({ folder: join(home, 'postgres'), password: keptSecret(home, 'postgres') });
      ownerUrl = await prepareOwner(cluster, 'safeconduct', keptSecret(home, 'database-owner'));
      say(`PostgreSQL: port ${cluster.port}, data in ${cluster.data}${cluster.found ? ' (found running)' : ''}`);
      return cluster;
    },
  });
  return ownerUrl;
}

/** The address of the Temporal server. */
export async function bringUpTemporal(
  config: Config,
  home: string,
  keeper: Keeper,
  say: Say,
  signal: AbortSignal,
): Promise<string> {
  if (config.temporalAddress) {
    const connection = await Connection.connect({ ...temporalConnection(config), connectTimeout: 10_000 }).catch(
      (error: Error) => {
        throw new Error(`No Temporal server answers at TEMPORAL_ADDRESS ${config.temporalAddress}: ${error.message}`);
      },
    );
    await connection.close();
    say(`Temporal: the server at ${config.temporalAddress} (TEMPORAL_ADDRESS)`);
    return config.temporalAddress;
  }
  const found = await findTemporal(say, signal);
  const state = join(home, 'temporal');
  mkdirSync(state, { recursive: true, mode: 0o700 });
  let port = 0;
  await keeper.begin({
    name: 'Temporal',
    remembered: true,
    begin: async () => {
      const server = await startDevServer({
        program: found,
        database: join(state, 'temporal.sqlite'),
        log: join(home, 'logs/temporal.log'),
        namespace: config.temporalNamespace,
        port,
      });
      port = Number(server.address.split(':')[1]);
      say(`Temporal: ${server.address}, state in ${state}`);
      return server;
    },
  });
  return `127.0.0.1:${port}`;
}
