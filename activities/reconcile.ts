// Brings PostgreSQL and Temporal together again where they disagree: the rows say what was done, a workflow's start what was asked.
import { readAgain, worldChanged } from '../workflows/messages.ts';
import { liveRows, ofCaseRow, openWorkflows, workflowsWithoutLiveRow } from './reconcile/cases.ts';
import { findLost, resumeChanges } from './reconcile/changes.ts';
import { each, pageSize, report, signalled, type Finding, type Stores } from './reconcile/stores.ts';
import { replaceStuck } from './reconcile/stuck.ts';

const overdueMs = 600_000;

export type Round = { findings: readonly Finding[]; unfinished: boolean };

/**
 * The first round asks every live workflow what it remembers: after a start, and so after a restore. One that does not
 * answer is asked again in each round until it does; that it is silent is said once.
 */
export function comparing(stores: Stores): (now: number) => Promise<Round> {
  const { log } = stores;
  let silent: ReadonlySet<string> | undefined;

  return async (now) => {
    const before = silent;
    const open = await openWorkflows(stores);
    const found = [
      ...(await liveRows(stores, open, (workflowId) => before?.has(workflowId) ?? true)),
      ...(await workflowsWithoutLiveRow(stores, open)),
      ...(await overdue(stores, now)),
      ...(await resumeChanges(stores, now)),
      ...(before ? [] : await findLost(stores, now)),
    ];
    await callForPlaces(stores);
    found.push(...(await replaceSilent(stores, found, before)));
    silent = new Set(found.filter(({ kind }) => kind === 'silent').map(({ workflowId }) => workflowId));
    const findings = found.filter(({ kind, workflowId }) => kind !== 'silent' || !before?.has(workflowId));
    report(stores, findings);
    if (!before) log.info({ workflows: open.size, findings: findings.length }, 'the two stores have been compared');
    return { findings, unfinished: findings.some(({ kind }) => kind === 'silent') };
  };
}

/** Who was silent in an earlier round too and cannot go on by himself. */
async function replaceSilent(
  stores: Stores,
  found: readonly Finding[],
  before: ReadonlySet<string> | undefined,
): Promise<Finding[]> {
  const again = found.filter(({ kind, workflowId }) => kind === 'silent' && before?.has(workflowId));
  const rows = await stores.db.case.findMany({
    where: { live: true, workflowId: { in: again.map(({ workflowId }) => workflowId) } },
    select: ofCaseRow,
  });
  return each(rows, (row) => replaceStuck(stores, row));
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
