// Opens Prisma's client on one database as one role, with the limits every statement of ours lives under.
import { PrismaPg } from '@prisma/adapter-pg';
import { letAsk } from './ask.ts';
import { PrismaClient } from './client/client.ts';
import { statementNames } from './statement-names.ts';
import { LendingPool, letBegin } from './transaction.ts';
import { FewTurnsClient } from './with-next.ts';

export interface ConnectOptions {
  /** Connections of this process to the server. */
  connections?: number;
  /** For opening a connection, and for waiting until one is free. */
  placeTimeoutMs?: number;
  statementTimeoutMs?: number;
  /** Longer than the server lets a statement run: a connection on which no answer has come by then is dead and is given up. */
  silenceTimeoutMs?: number;
  lockTimeoutMs?: number;
  idleInTransactionTimeoutMs?: number;
}

export type Database = PrismaClient;

export function connect(url: string, options: ConnectOptions = {}): Database {
  const statementTimeoutMs = options.statementTimeoutMs ?? 10_000;
  const pool = new LendingPool({
    connectionString: url,
    Client: FewTurnsClient,
    max: options.connections ?? 10,
    connectionTimeoutMillis: options.placeTimeoutMs ?? 10_000,
    // A new one costs a sign-in, and PostgreSQL the parsing and planning of every statement.
    idleTimeoutMillis: 300_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // The connections are pipelined: pg closes one when this runs out, and all that is under way on it fails.
    query_timeout: options.silenceTimeoutMs ?? statementTimeoutMs + 5_000,
    statement_timeout: statementTimeoutMs,
    lock_timeout: options.lockTimeoutMs ?? 5_000,
    idle_in_transaction_session_timeout: options.idleInTransactionTimeoutMs ?? 15_000,
    // A closed pool's idle timers would otherwise hold the process for another ten seconds.
    allowExitOnIdle: true,
  });
  // An idle connection that has died is left out by the pool; who asks next gets another.
  pool.on('error', () => undefined);
  const nameOf = statementNames();
  const adapter = new PrismaPg(pool, { statementNameGenerator: nameOf });
  const db = new PrismaClient({ adapter });
  letAsk(db, { query: (asked) => pool.query(asked), nameOf });
  letBegin(db, { pool, nameOf });
  const disconnect = db.$disconnect.bind(db);
  // Prisma would end the pool only if it had connected itself.
  return Object.assign(db, {
    $disconnect: async () => {
      await disconnect();
      if (!pool.ending) await pool.end();
    },
  });
}
