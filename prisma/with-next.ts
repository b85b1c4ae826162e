// Sends what nobody waits for together with the statement after it: BEGIN, a lock before what it protects, the last write before COMMIT.
import { Client, type ClientConfig, type QueryConfig, type QueryResult } from 'pg';
import { Prisma } from './client/client.ts';

const mark = '/* with next */';
/**
 * Put before a statement in a transaction. It is sent with the next one, before it, as a statement of its own; the next one
 * fails if it fails, which is COMMIT where nothing else comes. How many rows it touched is not told.
 */
export const withNext = Prisma.raw(mark);

type Ask = (...asked: unknown[]) => Promise<QueryResult>;
const untold: QueryResult = { command: '', rowCount: 0, oid: 0, rows: [], fields: [] };

/** A connection on which a transaction takes fewer turns. */
export class FewTurnsClient extends Client {
  constructor(config?: ClientConfig) {
    super({ ...config, pipeline: true });
    const ask: Ask = this.query.bind(this);
    let held: QueryConfig[] = [];

    const together = async (last: QueryConfig): Promise<QueryResult> => {
      const sent = [...held, last].map((one) => ask(one));
      held = [];
      // Whichever failed first made those after it fail; none is left under way on a connection that is given back.
      const answers = await Promise.allSettled(sent);
      for (const answer of answers) if (answer.status === 'rejected') throw answer.reason;
      return sent.at(-1)!;
    };

    // The adapter asks with one object inside a transaction; the pool's own statements come with a callback.
    const query: Ask = async (one, ...more) => {
      if (more.length > 0 || typeof one !== 'object') return ask(one, ...more);
      const asked = one as QueryConfig;
      if (asked.text === 'BEGIN') held = [asked];
      else if (asked.text.startsWith(mark)) held.push(asked);
      else if (asked.text === 'ROLLBACK') return rollBack(asked);
      else return held.length > 0 ? together(asked) : ask(asked);
      return untold;
    };
    const rollBack = async (asked: QueryConfig): Promise<QueryResult> => {
      const isBegun = held[0]?.text !== 'BEGIN';
      held = [];
      return isBegun ? ask(asked) : untold;
    };
    this.query = query as unknown as Client['query'];
  }
}
