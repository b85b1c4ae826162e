// Letters that came to the mail server against the notices of the outbox.
import type { Client } from 'pg';
import { pause } from '../scripts/parts/processes.ts';

type Notice = { id: string; sent: boolean };

/** Each notice to somebody with an address was taken in at least once, and nothing else was. */
export function judgeLetters(notices: readonly Notice[], taken: readonly string[]): string[] {
  const came = new Set(taken);
  const known = new Set(notices.map(({ id }) => id));
  return [
    ...notices.flatMap(({ id, sent }) =>
      came.has(id) ? [] : [`notice ${id} ${sent ? 'is said to be sent and' : ''} never came`],
    ),
    ...notices.flatMap(({ id, sent }) =>
      came.has(id) && !sent ? [`notice ${id} came and is not said to be sent`] : [],
    ),
    ...[...came]
      .filter((id) => !known.has(id))
      .map((id) => `a letter came of notice ${id || '(none)'}, which is not on file`),
  ];
}

/** @param patienceMs without another letter leaving */
export async function checkLetters(db: Client, taken: readonly string[], patienceMs: number): Promise<string[]> {
  let notices = await read();
  let left = unsent();
  for (let until = Date.now() + patienceMs; left > 0 && Date.now() < until; await pause(500)) {
    notices = await read();
    if (unsent() < left) until = Date.now() + patienceMs;
    left = unsent();
  }
  return judgeLetters(notices, taken);

  function unsent(): number {
    return notices.filter(({ sent }) => !sent).length;
  }

  async function read(): Promise<Notice[]> {
    const { rows } = await db.query<Notice>(
      `SELECT n.id, n."sentAt" IS NOT NULL AS sent FROM notices n JOIN people p ON p.id = coalesce(n."viaId", n."personId")
       WHERE p.email IS NOT NULL AND p.active`,
    );
    return rows;
  }
}
