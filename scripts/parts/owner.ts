// The role that owns the application's database in an embedded cluster: what a real server's owner may do, no more.
import { Client } from 'pg';
import type { Cluster } from './postgres.ts';

/** Makes the role and its database once, and returns the owner's URL. */
export async function prepareOwner(cluster: Cluster, database: string, password: string): Promise<string> {
  const client = new Client({ connectionString: cluster.url('postgres') });
  await client.connect();
  try {
    const owner = await client.query(`SELECT FROM pg_roles WHERE rolname = 'safeconduct_owner'`);
    const verb = owner.rowCount ? 'ALTER' : 'CREATE';
    const secret = client.escapeLiteral(password);
    await client.query(`${verb} ROLE safeconduct_owner LOGIN CREATEROLE CREATEDB PASSWORD ${secret}`);
    const present = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    const name = client.escapeIdentifier(database);
    if (!present.rowCount) await client.query(`CREATE DATABASE ${name} OWNER safeconduct_owner`);
  } finally {
    await client.end();
  }
  return cluster.url(database, 'safeconduct_owner', password);
}
