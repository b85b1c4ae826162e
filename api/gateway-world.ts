// Sends a change of reference data to the workflow that writes it and reaches the live cases.
import { randomUUID } from 'node:crypto';
import { recorded, type WorldChange } from '../workflows/messages.ts';
import { seal } from './envelope.ts';
import type { WorldChangeAnswer, WorldChangeOrder } from './gateway-port.ts';
import { startAndUpdate, within, type Wire } from './gateway-wire.ts';
import { isTimeout, overload, unavailable } from './outage.ts';
import { refusal } from './refusals.ts';

export async function changeWorld(
  wire: Wire,
  { kind, key, patch, by, reason, id = randomUUID() }: WorldChangeOrder,
): Promise<WorldChangeAnswer> {
  const now = wire.clock();
  const envelope = seal(
    { person: by, act: 'changeWorld', caseId: id, content: { kind, key, patch, by, id } },
    now,
    wire.signingKey,
    false,
  );
  const change: WorldChange = { id, kind, key, patch, by, ...(reason ? { reason } : {}), at: now, envelope };
  let answer;
  try {
    answer = await startAndUpdate(wire, recorded, {
      type: 'worldChange',
      workflowId: workflowIdOf(id),
      argument: change,
    });
  } catch (error) {
    const row = await wire.db.referenceChange.findUnique({ where: { id }, select: { seq: true } });
    if (row) return { id, seq: String(row.seq) };
    if (isTimeout(error) && (await isStarted(wire, id))) return { id };
    throw overload(error) ?? unavailable('It is not known to be kept. Send it again.');
  }
  if (answer.ok) return { id, seq: answer.seq, touched: answer.touched };
  const errors = answer.errors?.map(({ path, message }) => ({ path, code: 'invalid', message }));
  throw refusal(answer.code, answer.detail, errors ? { errors } : {});
}

/** Asks Temporal itself whether it keeps the change; needs no worker. */
async function isStarted(wire: Wire, id: string): Promise<boolean> {
  const describe = () => wire.client.workflow.getHandle(workflowIdOf(id)).describe();
  return within(wire, wire.timeouts.askMs, describe).then(
    () => true,
    () => false,
  );
}

function workflowIdOf(id: string): string {
  return `worldChange:${id}`;
}
