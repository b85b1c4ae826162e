// What must hold when all is up again: what was answered is in the tables, once; evidence is whole; no case is stuck.
import { Client as TemporalClient, Connection, WorkflowNotFoundError } from '@temporalio/client';
import { Client as Pg } from 'pg';
import { loadConfig, neededPayloadKeys } from '../config.ts';
import { dataConverter } from '../payload-codec.ts';
import { pause } from '../scripts/parts/processes.ts';
import type { WholeSystem } from '../scripts/parts/whole-system.ts';
import { brokenInvariants } from '../test/support/invariants.ts';
import { status } from '../workflows/messages.ts';
import type { Entry } from './journal.ts';
import { judgeRegister } from './register.ts';

export type Found = { cases: number; decisions: number; lost: string[]; doubled: string[]; broken: string[] };

/** @param patienceMs how long the cases may take to come to rest */
export async function check(
  system: Pick<WholeSystem, 'urls' | 'secrets' | 'temporalAddress'>,
  journal: readonly Entry[],
  patienceMs: number,
): Promise<Found> {
  const db = new Pg({ connectionString: system.urls.owner });
  await db.connect();
  const temporal = await openTemporal(system);
  try {
    let stuck = await stuckCases(db, temporal.client);
    for (const until = Date.now() + patienceMs; stuck.length > 0 && Date.now() < until; await pause(500))
      stuck = await stuckCases(db, temporal.client);
    const found = await compare(db, journal);
    const unsound = await brokenInvariants(system.urls.owner);
    found.broken.push(
      ...stuck,
      ...unsound.map(({ name, rows }) => `${name}: ${JSON.stringify(rows.slice(0, 2))}`),
      ...(await unheard(db)),
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
  return { connection, client: new TemporalClient({ connection, dataConverter: converter }) };
}

async function compare(db: Pg, journal: readonly Entry[]): Promise<Found> {
  const table = async <Row extends { id: string }>(text: string) =>
    new Map((await db.query<Row>(text)).rows.map((row) => [row.id, row]));
  const cases = await table<{ id: string; content: string }>(
    `SELECT c.id, convert_from(e.bytes, 'UTF8')::jsonb -> 'detail' ->> 'content' AS content
     FROM cases c JOIN audit_events e ON e."caseId" = c.id AND e.seq = 1`,
  );
  const decisions = await table<{ id: string; person: string; task: string; outcome: string; kind: string }>(
    `SELECT id, "deciderId" AS person, "taskId" AS task, outcome, kind FROM decisions`,
  );
  const acts = await table<{ id: string; person: string; outcome: string }>(
    `SELECT id, "personId" AS person, verb AS outcome FROM acts`,
  );
  const changes = await table<{ id: string }>(`SELECT id FROM reference_changes`);
  const rows = { file: cases, decide: decisions, act: acts, change: changes };
  const found: Found = { cases: cases.size, decisions: decisions.size, lost: [], doubled: [], broken: [] };
  const words = (entry: Entry) => `${entry.kind} ${entry.id} of ${entry.person} (${entry.status} ${entry.code ?? ''})`;
  for (const entry of journal) {
    const row = rows[entry.kind].get(entry.id);
    const isKept = entry.status >= 200 && entry.status < 300;
    if (isKept && !row) found.lost.push(words(entry));
    if (!isKept && entry.status >= 400 && row) found.broken.push(`refused and yet recorded: ${words(entry)}`);
    if (row && Object.entries(row).some(([name, value]) => differs(entry, name, value)))
      found.lost.push(`${words(entry)}: ${JSON.stringify(row)}`);
  }
  const { doubled, broken } = judgeRegister(journal, [...decisions.values()]);
  found.doubled.push(...doubled);
  found.broken.push(...broken);
  return found;
}

/** A row says of an act what its journal says. */
function differs(entry: Entry, name: string, value: unknown): boolean {
  const said = entry[name as keyof Entry];
  return name !== 'kind' && name !== 'id' && said !== undefined && said !== value;
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
      const said = await client.withDeadline(Date.now() + 5_000, () => handle.query(status));
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
     WHERE NOT EXISTS (SELECT FROM notices n WHERE n."caseId" = t."caseId" AND n."personId" = person AND n.at >= t."openedAt")`,
  );
  return rows.map(({ id, person }) => `${person} was not told of task ${id}`);
}
