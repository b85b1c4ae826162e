// Changes of reference data that stopped on their way are carried on; those the tables have lost are named.
import { ApplicationFailure } from '@temporalio/common';
import { worldChanged, type ChangeAnswer } from '../../workflows/messages.ts';
import { reachCases, settleChange } from '../reach-cases.ts';
import { each, graceMs, isRunning, pageSize, signalled, type Stores } from './stores.ts';

const prefix = 'worldChange:';
const dayMs = 86_400_000;

/** A change marked as reaching cases whose workflow is gone: swept again; settled in this round or a later one. */
export async function resumeChanges(stores: Stores, now: number): Promise<void> {
  const { db, client } = stores;
  const rows = await db.referenceChange.findMany({
    where: { state: 'reaching', at: { lt: new Date(now - graceMs) } },
    select: { id: true, kind: true, patch: true },
    take: pageSize,
  });
  const signalCase = async (workflowId: string, seq: string) => {
    await signalled(client.workflow.getHandle(workflowId).signal(worldChanged, seq));
    return true;
  };
  await each(stores, rows, async ({ id, kind, patch }) => {
    // A change of rules is carried by the workflow of its case.
    const workflowId = kind === 'rules' ? (patch as { workflowId: string }).workflowId : prefix + id;
    if (await isRunning(client, workflowId)) return null;
    let after: string | null = null;
    do after = await reachCases({ db, signalCase })(id, after);
    while (after);
    await settleChange({ db })(id, now).catch((error: unknown) => {
      if (!(error instanceof ApplicationFailure)) throw error;
    });
    return { kind: 'change-stopped', workflowId };
  });
}

/** What was answered and is in no table, of the last day: nothing may be made of it without looking, so it is only said. */
export async function findLost(stores: Stores, now: number): Promise<void> {
  const { db, client, found } = stores;
  const since = new Date(now - dayMs).toISOString();
  const ended = new Map<string, string>();
  const query = `CloseTime > '${since}' AND ExecutionStatus = 'Completed'`;
  for await (const { workflowId, type } of client.workflow.list({ query })) ended.set(workflowId, type);
  const changes = [...ended].flatMap(([id, type]) => (type === 'worldChange' ? [id.slice(prefix.length)] : []));
  const cases = [...ended].flatMap(([id, type]) => (type === 'worldChange' ? [] : [id]));
  const haveChanges = await known(changes, async (page) => {
    const rows = await db.referenceChange.findMany({ where: { id: { in: page } }, select: { id: true } });
    return rows.map(({ id }) => id);
  });
  const haveCases = await known(cases, async (page) => {
    const rows = await db.case.findMany({ where: { workflowId: { in: page } }, select: { workflowId: true } });
    return rows.map(({ workflowId }) => workflowId);
  });
  const lostChanges = changes.filter((id) => !haveChanges.has(id)).map((id) => prefix + id);
  for (const workflowId of cases) if (!haveCases.has(workflowId)) found({ kind: 'ended-without-row', workflowId });
  await each(stores, lostChanges, async (workflowId) => {
    const answer = (await client.workflow.getHandle(workflowId).result()) as ChangeAnswer | undefined;
    return answer?.ok === false ? null : { kind: 'change-lost', workflowId };
  });
}

async function known(ids: readonly string[], find: (page: string[]) => Promise<string[]>): Promise<Set<string>> {
  const found = new Set<string>();
  for (let at = 0; at < ids.length; at += pageSize)
    for (const id of await find(ids.slice(at, at + pageSize))) found.add(id);
  return found;
}
