// What operators do to workflows of cases past the product: ended ones go on, and those put back to an earlier point begin again from the rows.
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { readAgain } from '../../workflows/messages.ts';
import { ofCaseRow, resume, type CaseRow } from './cases.ts';
import { each, pageSize, signalled, type Finding, type Stores } from './stores.ts';

/** A worker that was away looks back as far; later rounds overlap, for clocks differ and lists lag behind. */
const firstLookMs = 3_600_000;
const overlapMs = 60_000;

type Run = { workflowId: string; runId: string; startTime: Date };
type Row = CaseRow & { filedAt: Date; live: boolean };

/** Its cost grows with what began or was ended since the last round, not with the cases that live. */
export function watchOperators(stores: Stores): (now: number) => Promise<void> {
  let lookedAt: number | undefined;
  let told: ReadonlySet<string> = new Set();

  return async (now) => {
    const since = new Date(lookedAt === undefined ? now - firstLookMs : lookedAt - overlapMs).toISOString();
    const ended = await listed(stores, `ExecutionStatus IN ('Terminated', 'Canceled') AND CloseTime > '${since}'`);
    const begun = await listed(stores, `StartTime > '${since}'`);
    const rows = await rowsOf(stores, [...ended, ...begun]);
    const runs = countsOf(begun);
    const again = begun.filter((run) => !told.has(run.runId) && isLaterRun(run, rows.get(run.workflowId), runs));
    await each(stores, again, (run) => putBack(stores, run));
    const gone = [...new Set(ended.map(({ workflowId }) => rows.get(workflowId)))].filter((row) => row?.live);
    await each(stores, gone, (row) => resume(stores, row!));
    told = new Set([
      ...again.map(({ runId }) => runId),
      ...begun.map(({ runId }) => runId).filter((one) => told.has(one)),
    ]);
    lookedAt = now;
  };
}

async function listed({ client }: Stores, query: string): Promise<Run[]> {
  const runs: Run[] = [];
  const ofCases = `WorkflowType != 'worldChange' AND ${query}`;
  for await (const { workflowId, runId, startTime } of client.workflow.list({ query: ofCases }))
    runs.push({ workflowId, runId, startTime });
  return runs;
}

async function rowsOf({ db }: Stores, runs: readonly Run[]): Promise<Map<string, Row>> {
  const ids = [...new Set(runs.map(({ workflowId }) => workflowId))];
  const found = new Map<string, Row>();
  for (let at = 0; at < ids.length; at += pageSize) {
    const rows = await db.case.findMany({
      where: { workflowId: { in: ids.slice(at, at + pageSize) } },
      select: { ...ofCaseRow, filedAt: true, live: true },
    });
    for (const row of rows) found.set(row.workflowId, row);
  }
  return found;
}

function countsOf(runs: readonly Run[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { workflowId } of runs) counts.set(workflowId, (counts.get(workflowId) ?? 0) + 1);
  return counts;
}

/** The first run of a case begins when it is filed, and need not be asked. */
function isLaterRun({ workflowId, startTime }: Run, row: Row | undefined, runs: ReadonlyMap<string, number>): boolean {
  return row !== undefined && (runs.get(workflowId)! > 1 || +startTime - +row.filedAt > overlapMs);
}

async function putBack({ client }: Stores, { workflowId, runId }: Run): Promise<Finding | null> {
  if (!(await wasReset(client, workflowId, runId))) return null;
  await signalled(client.workflow.getHandle(workflowId).signal(readAgain));
  return { kind: 'workflow-reset', workflowId };
}

async function wasReset(client: Client, workflowId: string, runId: string): Promise<boolean> {
  try {
    const { raw } = await client.workflow.getHandle(workflowId, runId).describe();
    return Boolean(raw.workflowExtendedInfo?.lastResetTime);
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
