// What must hold when all is up again: what was answered is in the tables, once; evidence is whole; no case is stuck.
import { Client as TemporalClient, Connection, WorkflowNotFoundError } from '@temporalio/client';
import { Client as Pg } from 'pg';
import { verifyKey } from '../audit/note.ts';
import { loadConfig, neededPayloadKeys } from '../config.ts';
import { dataConverter } from '../payload-codec.ts';
import { pause } from '../scripts/parts/processes.ts';
import type { WholeSystem } from '../scripts/parts/whole-system.ts';
import { evidenceFlaw } from '../test/support/evidence.ts';
import { brokenInvariants } from '../test/support/invariants.ts';
import { statusOf } from '../workflow-status.ts';
import { compare, type Compared, type Rows } from './compare.ts';
import type { Entry } from './journal.ts';
import { checkLetters } from './letters.ts';
import { unreplayable } from './replays.ts';

export type Reckoning = {
  /** How long cases may take to come to rest, and letters to leave. */
  patienceMs: number;
  /** Ids of calls whose rows a restore may have taken away. */
  forgotten?: readonly string[];
  /** Notices whose letter came, where there was a mail server. */
  letters?: readonly string[];
};
export type Found = { cases: number; decisions: number } & Compared;

export async function check(
  system: Pick<WholeSystem, 'urls' | 'secrets' | 'temporalAddress'>,
  journal: readonly Entry[],
  { patienceMs, forgotten = [], letters }: Reckoning,
): Promise<Found> {
  const db = new Pg({ connectionString: system.urls.owner });
  await db.connect();
  const temporal = await openTemporal(system);
  try {
    let stuck = await stuckCases(db, temporal.client);
    for (const until = Date.now() + patienceMs; stuck.length > 0 && Date.now() < until; await pause(500))
      stuck = await stuckCases(db, temporal.client);
    const rows = await readRows(db);
    const found = { cases: rows.file.length, decisions: rows.decide.length, ...compare(journal, rows, forgotten) };
    const unsound = await brokenInvariants(system.urls.owner);
    const flaw = await evidenceFlaw(system.urls.owner, [verifyKey(system.secrets.AUDIT_VERIFY_KEY)]);
    found.broken.push(
      ...stuck,
      ...(await unreplayable(temporal)),
      ...unsound.map(({ name, rows: some }) => `${name}: ${JSON.stringify(some.slice(0, 2))}`),
      ...(await unheard(db)),
      ...(letters ? await checkLetters(db, letters, 2.5 * patienceMs) : []),
      ...(flaw ? [`evidence is not whole: ${flaw}`] : []),
    );
    return found;
  } finally {
    await db.end();
    await temporal.connection.close();
  }
}

export async function openTemporal({ temporalAddress, secrets }: Pick<WholeSystem, 'temporalAddress' | 'secrets'>) {
  const connection = await Connection.connect({ address: temporalAddress });
  const converter = dataConverter(neededPayloadKeys(loadConfig({ PAYLOAD_KEYS: secrets.PAYLOAD_KEYS })));
  return { connection, converter, client: new TemporalClient({ connection, dataConverter: converter }) };
}

async function readRows(db: Pg): Promise<Rows> {
  const read = async <Row extends object>(text: string) => (await db.query<Row>(text)).rows;
  return {
    file: await read(
      `SELECT c.id, c."submitterId" AS person, convert_from(e.bytes, 'UTF8')::jsonb -> 'detail' ->> 'content' AS content
       FROM cases c JOIN audit_events e ON e."caseId" = c.id AND e.seq = 1 WHERE c."openedByCaseId" IS NULL`,
    ),
    decide: await read(`SELECT id, "deciderId" AS person, "taskId" AS task, outcome, kind FROM decisions`),
    act: await read(`SELECT id, "personId" AS person, "caseId", verb AS outcome FROM acts`),
    change: await read(`SELECT id FROM reference_changes`),
  };
}

/** Why each case that is not at rest is not. */
async function stuckCases(db: Pg, client: TemporalClient): Promise<string[]> {
  const { rows } = await db.query<{ id: string; workflowId: string; live: boolean; headSeq: number }>(
    'SELECT id, "workflowId", live, "headSeq" FROM cases',
  );
  const stuck: string[] = [];
  for (let at = 0; at < rows.length; at += 20)
    stuck.push(...(await Promise.all(rows.slice(at, at + 20).map(why))).filter((one) => one !== ''));
  const reaching = await db.query<{ id: string }>(`SELECT id FROM reference_changes WHERE state <> 'settled'`);
  return [...stuck, ...reaching.rows.map(({ id }) => `the change ${id} has not reached all cases`)];

  async function why({ id, workflowId, live, headSeq }: (typeof rows)[number]): Promise<string> {
    const handle = client.workflow.getHandle(workflowId);
    try {
      if (!live) {
        const { name } = (await handle.describe()).status;
        return name === 'COMPLETED' ? '' : `${id} has ended and its workflow is ${name}`;
      }
      const said = await client.withDeadline(Date.now() + 5_000, () => statusOf(handle));
      if (said === 'gone') return `${id} has no workflow`;
      if (said.busy) return `${id} is at work`;
      if (said.next && said.next.at < Date.now() - 5_000) return `${id} has not acted on ${said.next.kind}`;
      return said.seq === headSeq ? '' : `${id} remembers event ${said.seq}, its row has ${headSeq}`;
    } catch (error) {
      return `${id} does not answer: ${error instanceof WorkflowNotFoundError ? 'no workflow' : String(error)}`;
    }
  }
}

/** Each task that was opened was told to those who hold it. */
async function unheard(db: Pg): Promise<string[]> {
  const { rows } = await db.query<{ id: string; person: string }>(
    `SELECT t.id, person FROM tasks t CROSS JOIN LATERAL unnest(t."openedFor") AS person
     WHERE NOT EXISTS (SELECT FROM notices n WHERE n."caseId" = t."caseId" AND n."personId" = person AND n.at >= t."openedAt"
       AND n.code = 'task-waiting' AND n.params ->> 'part' = t."partId"::text)`,
  );
  return rows.map(({ id, person }) => `${person} was not told of task ${id}`);
}
