// Brings PostgreSQL and Temporal together again where they disagree: the rows say what was done, a workflow's start what was asked.
import { readAgain, worldChanged } from '../workflows/messages.ts';
import { liveRows, ofCaseRow, openWorkflows, workflowsWithoutLiveRow } from './reconcile/cases.ts';
import { findLost, resumeChanges } from './reconcile/changes.ts';
import { each, pageSize, signalled, type Finding, type Stores } from './reconcile/stores.ts';
import { replaceStuck } from './reconcile/stuck.ts';

const overdueMs = 600_000;

export type Round = { unfinished: boolean };

/**
 * The first round asks every live workflow what it remembers: after a start, and so after a restore. One that does not
 * answer is asked again in each round until it does; that it is silent is said once.
 */
export function comparing(stores: Stores): (now: number) => Promise<Round> {
  let silent: ReadonlySet<string> | undefined;

  return async (now) => {
    const before = silent;
    const still = new Set<string>();
    const fresh = new Set<string>();
    let findings = 0;
    const found = (finding: Finding) => {
      if (finding.kind === 'silent') {
        const isKnown = before?.has(finding.workflowId);
        (isKnown ? still : fresh).add(finding.workflowId);
        if (isKnown) return;
      }
      findings += 1;
      stores.found(finding);
    };
    const round = { ...stores, found };
    const open = await openWorkflows(round);
    await liveRows(round, open, (workflowId) => before?.has(workflowId) ?? true);
    await workflowsWithoutLiveRow(round, open);
    await overdue(round, now);
    await resumeChanges(round, now);
    if (!before) await findLost(round, now);
    await callForPlaces(round);
    await replaceSilent(round, still);
    silent = new Set([...still, ...fresh]);
    if (!before) stores.log.info({ workflows: open.size, findings }, 'the two stores have been compared');
    return { unfinished: fresh.size > 0 };
  };
}

/** Who was silent in an earlier round too and cannot go on by himself. */
async function replaceSilent(stores: Stores, silent: ReadonlySet<string>): Promise<void> {
  const rows = await stores.db.case.findMany({
    where: { live: true, workflowId: { in: [...silent] } },
    select: ofCaseRow,
  });
  await each(stores, rows, (row) => replaceStuck(stores, row));
}

/** What was due long ago and has not been acted on: the workflow looks at its rows again, and somebody at the workflow. */
async function overdue(stores: Stores, now: number): Promise<void> {
  const { db, client } = stores;
  const rows = await db.case.findMany({
    where: { live: true, tasks: { some: { state: 'open', dueAt: { lt: new Date(now - overdueMs) } } } },
    select: { workflowId: true },
    take: pageSize,
  });
  await each(stores, rows, async ({ workflowId }) => {
    await signalled(client.workflow.getHandle(workflowId).signal(readAgain));
    return { kind: 'overdue', workflowId };
  });
}

/** Marked to be judged again because a place may be free, and perhaps never called. */
async function callForPlaces(stores: Stores): Promise<void> {
  const { db, client } = stores;
  const rows = await db.stay.findMany({
    where: { recheck: true, case: { live: true } },
    distinct: ['caseId'],
    select: { case: { select: { workflowId: true } } },
    take: pageSize,
  });
  await each(stores, rows, async (row) => {
    await signalled(client.workflow.getHandle(row.case.workflowId).signal(worldChanged, 'place'));
    return null;
  });
}
