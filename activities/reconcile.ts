// Brings PostgreSQL and Temporal together again where they disagree: the rows say what was done, a workflow's start what was asked.
import { readAgain, worldChanged } from '../workflows/messages.ts';
import { liveRows, openWorkflows, workflowsWithoutLiveRow } from './reconcile/cases.ts';
import { findLost, resumeChanges } from './reconcile/changes.ts';
import { each, pageSize, report, signalled, type Finding, type Stores } from './reconcile/stores.ts';

const overdueMs = 600_000;

/** @param thorough asks every live workflow what it remembers: after a start, and so after a restore */
export async function reconcile(stores: Stores, now: number, thorough: boolean): Promise<Finding[]> {
  const { log } = stores;
  const open = await openWorkflows(stores);
  const findings = [
    ...(await liveRows(stores, open, thorough)),
    ...(await workflowsWithoutLiveRow(stores, open)),
    ...(await overdue(stores, now)),
    ...(await resumeChanges(stores, now)),
    ...(thorough ? await findLost(stores, now) : []),
  ];
  await callForPlaces(stores);
  report(stores, findings);
  if (thorough) log.info({ workflows: open.size, findings: findings.length }, 'the two stores have been compared');
  return findings;
}

/** What was due long ago and has not been acted on: the workflow looks at its rows again, and somebody at the workflow. */
async function overdue({ db, client }: Stores, now: number): Promise<Finding[]> {
  const rows = await db.case.findMany({
    where: { live: true, tasks: { some: { state: 'open', dueAt: { lt: new Date(now - overdueMs) } } } },
    select: { workflowId: true },
    take: pageSize,
  });
  return each(rows, async ({ workflowId }) => {
    await signalled(client.workflow.getHandle(workflowId).signal(readAgain));
    return { kind: 'overdue', workflowId };
  });
}

/** Marked to be judged again because a place may be free, and perhaps never called. */
async function callForPlaces({ db, client }: Stores): Promise<void> {
  const rows = await db.stay.findMany({
    where: { recheck: true, case: { live: true } },
    distinct: ['caseId'],
    select: { case: { select: { workflowId: true } } },
    take: pageSize,
  });
  await each(rows, async (row) => {
    await signalled(client.workflow.getHandle(row.case.workflowId).signal(worldChanged, 'place'));
    return null;
  });
}
