// Rows as the worker writes them, the least of each, for tests of what the database itself refuses.
import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';

type Row = Record<string, unknown>;
const at = '2027-03-01T08:00:00Z';

export async function insert(client: Client, table: string, row: Row): Promise<string> {
  const names = Object.keys(row).map((name) => `"${name}"`);
  const values = names.map((_, index) => `$${index + 1}`);
  await client.query(`INSERT INTO ${table} (${names.join()}) VALUES (${values.join()})`, Object.values(row));
  return String(row['id']);
}

export async function aPart(client: Client): Promise<{ caseId: string; partId: string }> {
  const caseId = randomUUID();
  await insert(client, 'cases', {
    ...{ id: caseId, reference: caseId, process: 'travelClearance', workflowId: caseId, state: 'in-review' },
    ...{ subjectId: 'ana', submitterId: 'ana', form: '{}', formBytes: Buffer.from('{}'), contentHash: 'h' },
    ...{ reasons: [], filedAt: at, updatedAt: at },
  });
  const partId = await insert(client, 'parts', {
    ...{ id: randomUUID(), caseId, ordinal: 1, subject: 'ana', content: '{}', contentHash: 'h' },
    ...{ state: 'pending', reasons: [], stateSince: at },
  });
  return { caseId, partId };
}

export function aTask(client: Client, part: { caseId: string; partId: string }, other: Row = {}): Promise<string> {
  return insert(client, 'tasks', {
    ...{ id: randomUUID(), ...part, covers: [], authority: 'designated-official', mode: 'decide', stage: 20 },
    ...{ holders: ['dora'], openedFor: ['dora'], instruments: '{}', round: 1, contentVersion: 1, contentHash: 'h' },
    ...{ state: 'open', openedAt: at, ...other },
  });
}

export function aDecision(client: Client, task: { caseId: string; taskId: string }, other: Row = {}): Promise<string> {
  return insert(client, 'decisions', {
    ...{ id: randomUUID(), ...task, partIds: [], round: 1, kind: 'decision', outcome: 'approve', deciderId: 'dora' },
    ...{ authority: 'designated-official', contentVersion: 1, contentHash: 'h', at, ...other },
  });
}

export function anAct(client: Client, caseId: string): Promise<string> {
  return insert(client, 'acts', { id: randomUUID(), caseId, verb: 'cancel', personId: 'ana', version: 1, at });
}

export function anEvent(client: Client, caseId: string): Promise<string> {
  const [bytes, salt, hash] = ['{}', 's', 'h'].map((text) => Buffer.from(text));
  return insert(client, 'audit_events', {
    ...{ id: randomUUID(), caseId, seq: 1, kind: 'filed', at },
    ...{ bytes, salt, content: '{}', hash },
  });
}

export function anAppointment(client: Client, row: Row): Promise<string> {
  return insert(client, 'appointments', { id: randomUUID(), holderId: 'dora', from: '2027-01-01', ...row });
}
