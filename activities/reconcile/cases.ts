// Live cases without a workflow, workflows without a case, and those of which one store remembers more than the other.
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { readAgain, type Resumption } from '../../workflows/messages.ts';
import { ask, each, isRunning, pageSize, signalled, type Finding, type Stores } from './stores.ts';

export type CaseRow = { id: string; workflowId: string; process: string; reference: string };
export const ofCaseRow = { id: true, workflowId: true, process: true, reference: true } as const;

/** Running workflows of cases. */
export async function openWorkflows({ client }: Stores): Promise<Set<string>> {
  const open = new Set<string>();
  const query = `ExecutionStatus = 'Running' AND WorkflowType != 'worldChange'`;
  for await (const { workflowId } of client.workflow.list({ query })) open.add(workflowId);
  return open;
}

/** @param isAsked whether a workflow in `open` is asked what it remembers */
export async function liveRows(
  stores: Stores,
  open: ReadonlySet<string>,
  isAsked: (workflowId: string) => boolean,
): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await stores.db.case.findMany({
      where: { live: true, id: { gt: after } },
      select: ofCaseRow,
      orderBy: { id: 'asc' },
      take: pageSize,
    });
    const asked = rows.filter(({ workflowId }) => isAsked(workflowId) || !open.has(workflowId));
    await each(stores, asked, (row) => (open.has(row.workflowId) ? compare(stores, row) : resume(stores, row)));
    if (rows.length < pageSize) return;
    after = rows.at(-1)!.id;
  }
}

/** A live case whose workflow is gone goes on in a new one. Lists lag behind, so Temporal is asked once more. */
export async function resume({ client, taskQueue }: Stores, row: CaseRow): Promise<Finding | null> {
  const { id: caseId, workflowId, reference } = row;
  if (await isRunning(client, workflowId)) return null;
  const again: Resumption = { caseId, resumes: true };
  try {
    await client.workflow.start(row.process, {
      workflowId,
      taskQueue,
      args: [again],
      memo: { caseId, reference },
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'FAIL',
    });
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return null;
    throw error;
  }
  return { kind: 'workflow-gone', workflowId };
}

async function compare(stores: Stores, { id, workflowId }: CaseRow): Promise<Finding | null> {
  const known = await ask(stores, workflowId);
  if (known === 'gone') return null;
  if (known === 'silent') return { kind: 'silent', workflowId };
  const row = await stores.db.case.findUniqueOrThrow({ where: { id }, select: { headSeq: true, live: true } });
  // A step under way answers for itself; between the two looks one may have been taken.
  if (known.busy || known.seq === row.headSeq || !row.live) return null;
  const still = await ask(stores, workflowId);
  if (typeof still === 'string' || still.busy || still.seq !== known.seq) return null;
  await signalled(stores.client.workflow.getHandle(workflowId).signal(readAgain));
  if (known.seq === undefined) return null;
  const kind = known.seq > row.headSeq ? 'row-behind' : 'workflow-behind';
  return { kind, workflowId, detail: { remembered: known.seq, row: row.headSeq } };
}

/** Where the filing is still in the workflow's start it is written again; where the case has ended the workflow ends. */
export async function workflowsWithoutLiveRow(stores: Stores, open: ReadonlySet<string>): Promise<void> {
  const ids = [...open];
  for (let at = 0; at < ids.length; at += pageSize) {
    const page = ids.slice(at, at + pageSize);
    const rows = await stores.db.case.findMany({
      where: { workflowId: { in: page } },
      select: { workflowId: true, live: true },
    });
    const known = new Map(rows.map(({ workflowId, live }) => [workflowId, live]));
    const left = page.filter((workflowId) => known.get(workflowId) !== true);
    await each(stores, left, async (workflowId) => {
      const said = await ask(stores, workflowId);
      if (said === 'gone') return null;
      if (said === 'silent') return { kind: 'silent', workflowId };
      if (said.busy || !said.live) return null;
      // It may have been written between the two looks.
      if (await stores.db.case.findFirst({ where: { workflowId, live: true }, select: { id: true } })) return null;
      await signalled(stores.client.workflow.getHandle(workflowId).signal(readAgain));
      return { kind: known.has(workflowId) ? 'case-ended' : 'row-gone', workflowId };
    });
  }
}
