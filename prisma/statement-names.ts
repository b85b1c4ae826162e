// Names for statements that come again, so that PostgreSQL keeps what it has parsed and planned with the connection.
import { createHash } from 'node:crypto';

/** A text made for one page of rows comes once or twice and is not worth keeping. */
const usesUntilNamed = 3;
/** Each connection keeps every name it has met until it closes, so there are only so many. */
const mostNames = 150;
const mostCounted = 1_000;
/** Nothing to plan. */
const ofTransactions = new Set(['BEGIN', 'COMMIT', 'ROLLBACK']);

/** The name is empty where the statement stays without one. */
export function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  const uses = new Map<string, number>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= mostNames || ofTransactions.has(sql)) return '';
    const count = (uses.get(sql) ?? 0) + 1;
    if (count < usesUntilNamed) {
      if (uses.size >= mostCounted) uses.clear();
      uses.set(sql, count);
      return '';
    }
    uses.delete(sql);
    const name = createHash('sha256').update(sql).digest('hex').slice(0, 32);
    names.set(sql, name);
    return name;
  };
}
