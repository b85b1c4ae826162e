// A transaction whose plain statements (`ask`) go out as they are written. Prisma's models take part in it from the first time one is asked.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Socket } from 'node:net';
import { Pool, type PoolClient, type PoolConfig, type QueryConfig, type QueryResult } from 'pg';
import { letAsk } from './ask.ts';
import type { Prisma, PrismaClient } from './client/client.ts';
import { isConnectionLoss } from './connection-loss.ts';

type Tx = Prisma.TransactionClient;
type Wired = { connection: { stream: Socket } };
type Begun = { pool: Pool; nameOf(query: { sql: string }): string };

const begun = new WeakMap<PrismaClient, Begun>();
const lent = new AsyncLocalStorage<PoolClient>();
const ours = new Set(['BEGIN', 'COMMIT', 'ROLLBACK']);
/** What Prisma makes of a transaction ends with ours, which the server's own limits end. */
const limits = { maxWait: 5_000, timeout: 120_000 };

/** Whoever connects while a connection is lent gets that one. Where one is found dead, those that lie idle are not trusted either. */
export class LendingPool extends Pool {
  constructor(options: PoolConfig) {
    super(options);
    const idle = new Set<PoolClient>();
    this.on('acquire', (client) => idle.delete(client));
    this.on('remove', (client) => idle.delete(client));
    this.on('release', (error, client) => {
      if (!error) idle.add(client);
      else if (isConnectionLoss(error)) for (const one of [...idle]) drop(one, error);
    });
  }

  override connect(...args: [] | Parameters<Pool['connect']>): Promise<PoolClient> {
    const [callback] = args as unknown[];
    const one = callback ? undefined : lent.getStore();
    return one ? Promise.resolve(one) : (super.connect as (...args: unknown[]) => Promise<PoolClient>)(...args);
  }
}

/** As the pool does with an idle connection of whose end it hears. */
function drop(idle: PoolClient, error: Error): void {
  idle.emit('error', error);
  (idle as unknown as Wired).connection.stream.destroy();
}

/** From now on `transaction` takes the connections of this client. */
export function letBegin(db: PrismaClient, from: Begun): void {
  begun.set(db, from);
}

/**
 * All of `work` or nothing of it. Asking models of Prisma costs a little more the first time, so what every click waits for is asked
 * past them. Once it is over, what was handed to `work` refuses.
 */
export async function transaction<T>(db: PrismaClient, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { pool, nameOf } = begun.get(db)!;
  const client = await pool.connect();
  client.on('error', ignore);
  let isOver = false;
  const query = async (asked: QueryConfig): Promise<QueryResult> => {
    if (isOver) throw new Error(over);
    return client.query(asked);
  };
  const models = modelsOn(db, query);
  letAsk(models.tx, { query: query as never, nameOf });
  let broken: Error | undefined;
  try {
    await client.query({ text: 'BEGIN' });
    const result = await work(models.tx);
    await models.end();
    isOver = true;
    // What failed and was not told is not kept: PostgreSQL answers COMMIT with ROLLBACK then.
    const { command } = await client.query({ text: 'COMMIT' });
    if (command === 'ROLLBACK') throw new Error('A statement of the transaction failed, so nothing of it is kept.');
    return result;
  } catch (error) {
    await models.end().catch(ignore);
    isOver = true;
    await client.query({ text: 'ROLLBACK' }).catch((reason: Error) => (broken = reason));
    throw error;
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}

const ignore = () => undefined;
const over = 'The transaction is over.';
type Operations = Record<string, (...args: unknown[]) => Promise<unknown>>;

/** Prisma's transaction on a connection where another one is under way: it begins and ends nothing there. */
function modelsOn(
  db: PrismaClient,
  query: (asked: QueryConfig) => Promise<QueryResult>,
): { tx: Tx; end(): Promise<void> } {
  const untold: QueryResult = { command: '', rowCount: 0, oid: 0, rows: [], fields: [] };
  const connection = {
    query: async (asked: QueryConfig) => (ours.has(asked.text) ? untold : query(asked)),
    ...{ on: ignore, removeListener: ignore, release: ignore },
  } as unknown as PoolClient;
  let opened: Promise<Record<string, Operations> & Operations> | undefined;
  let ended: Promise<unknown> | undefined;
  let finish: () => void = ignore;
  let isEnded = false;

  const open = () => {
    if (isEnded) throw new Error(over);
    return (opened ??= new Promise((resolve, reject) => {
      const untilEnd = new Promise<void>((done) => (finish = done));
      const begin = () => db.$transaction((tx) => (resolve(tx as never), untilEnd), limits);
      ended = lent.run(connection, begin).catch(reject);
    }));
  };
  const later =
    (of: (tx: Record<string, Operations> & Operations) => Operations, name: string) =>
    async (...args: unknown[]) =>
      of(await open())[name]!(...args);
  const ofModel = (model: string) => new Proxy({}, { get: (_, name: string) => later((tx) => tx[model]!, name) });
  const get = (_: object, name: string | symbol) => {
    if (typeof name === 'symbol' || name === 'then') return undefined;
    return name.startsWith('$') ? later((tx) => tx, name) : ofModel(name);
  };
  const end = async () => {
    isEnded = true;
    finish();
    await ended;
  };
  return { tx: new Proxy({}, { get }) as Tx, end };
}
