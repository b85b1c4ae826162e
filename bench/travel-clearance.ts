// What a clearance costs beside the least a durable workflow can cost, on the same servers, in turns.
import { randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Client, Connection, WithStartWorkflowOperation } from '@temporalio/client';
import { startWholeSystem } from '../scripts/parts/whole-system.ts';
import { bareAutomatic, bareDecision, decided, opened } from './support/bare-workflows.ts';
import { addPeople, sessionOf, tripOf } from './support/people.ts';
import { note, report, timed, type Run } from './support/report.ts';

const people = 400;
const system = await startWholeSystem({ RATE_LIMIT_SCALE: '10000' });
await addPeople(system.urls.owner, people);
const env = { ...process.env, TEMPORAL_ADDRESS: system.temporalAddress };
const bareWorker = spawn(
  process.execPath,
  ['--import', 'tsx', fileURLToPath(new URL('support/bare-worker.ts', import.meta.url))],
  { env, stdio: ['ignore', 'pipe', 'ignore'] },
);
await new Promise<void>((resolve) =>
  bareWorker.stdout.on('data', (data: Buffer) => String(data).includes('worker ready') && resolve()),
);
const connection = await Connection.connect({ address: system.temporalAddress });
const client = new Client({ connection });

const tokens = await sessionOf(system.urls.owner, [
  'cora',
  ...Array.from({ length: people }, (_, index) => `p${index + 1}`),
]);
const tokenOf = (person: string) => tokens.get(person)!;

async function call(method: string, path: string, body?: unknown, token?: string): Promise<Record<string, unknown>> {
  const answer = await fetch(`${system.base}/api/v1${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const read = (await answer.json()) as Record<string, unknown>;
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(read)}`);
  return read;
}

let trips = 0;
const file = async (area: string, state: string) => {
  const index = (trips += 1);
  const made = await call('POST', '/requests', tripOf(index, area), tokenOf(`p${1 + (index % people)}`));
  if (made['state'] !== state) throw new Error(`expected ${state}, found ${String(made['state'])}`);
  return made['id'] as string;
};
const decide = async (id: string) =>
  void (await call('POST', `/requests/${id}/decisions`, { outcome: 'approve', version: 1 }, tokenOf('cora')));

const kinds = {
  automatic: {
    ours: async () => void (await file('XA-1', 'cleared')),
    bare: async () => {
      const startWorkflowOperation = new WithStartWorkflowOperation(bareAutomatic, {
        workflowId: randomUUID(),
        taskQueue: 'bare',
        args: [],
        workflowIdConflictPolicy: 'FAIL',
      });
      await client.workflow.executeUpdateWithStart(opened, { startWorkflowOperation });
    },
  },
  'one decision': {
    ours: async () => decide(await file('XA-2', 'in-review')),
    bare: async () => {
      const handle = await client.workflow.start(bareDecision, { workflowId: randomUUID(), taskQueue: 'bare' });
      await handle.executeUpdate(decided);
      await handle.result();
    },
  },
} as const;

try {
  for (const [kind, { ours, bare }] of Object.entries(kinds)) {
    await timed(30, 10, bare);
    await timed(60, 10, ours);
    const figures: Record<string, Run[]> = { ours1: [], bare1: [], ours50: [], bare50: [] };
    for (let round = 0; round < 3; round += 1) {
      figures['bare1']!.push(await timed(15, 1, bare));
      figures['ours1']!.push(await timed(15, 1, ours));
      figures['bare50']!.push(await timed(200, 50, bare));
      figures['ours50']!.push(await timed(200, 50, ours));
    }
    const best = (name: string, of: (run: Run) => number, pick: (...values: number[]) => number) =>
      pick(...figures[name]!.map(of));
    const rate = (name: string) => best(name, (run) => run.perSecond, Math.max);
    const time = (name: string) => best(name, (run) => run.medianMs, Math.min);
    note(`${kind}, bare, 50 at once`, rate('bare50'), '/s');
    note(`${kind}, ours, 50 at once`, rate('ours50'), '/s');
    note(`${kind}, bare, one at a time`, time('bare1'), ' ms');
    note(`${kind}, ours, one at a time`, time('ours1'), ' ms');
    report(
      `${kind}, rate beside bare, 50 at once,`,
      rate('ours50') / rate('bare50'),
      { least: kind === 'automatic' ? 0.8 : 0.7 },
      'x',
    );
    report(`${kind}, time beside bare, one at a time,`, time('ours1') / time('bare1'), { most: 2 }, 'x');
  }
  report('history of an automatic clearance,', await events(await file('XA-1', 'cleared')), { most: 15 }, ' events');
  const id = await file('XA-2', 'in-review');
  await decide(id);
  report('history of one decision,', await events(id), { most: 40 }, ' events');
} finally {
  bareWorker.kill();
  await connection.close();
  await system.stop();
}

async function events(caseId: string): Promise<number> {
  const { workflowId } = await workflowOf(caseId);
  const { historyLength } = await client.workflow.getHandle(workflowId).describe();
  return historyLength;
}

async function workflowOf(caseId: string): Promise<{ workflowId: string }> {
  const { Client: Pg } = await import('pg');
  const pg = new Pg({ connectionString: system.urls.owner });
  await pg.connect();
  const { rows } = await pg.query<{ workflowId: string }>('SELECT "workflowId" FROM cases WHERE id = $1', [caseId]);
  await pg.end();
  return rows[0]!;
}
