// Sends decisions and other acts to a case; where the answer is lost, the row says what stands.
import type { WorkflowHandle } from '@temporalio/client';
import { act, decide, status, type Answer, type Status } from '../workflows/messages.ts';
import { contentHash, seal } from './envelope.ts';
import type { ActOrder, CaseAt, DecisionOrder } from './gateway-port.ts';
import { within, type Wire } from './gateway-wire.ts';
import { overload, unavailable, unclear } from './outage.ts';
import type { Problem } from './problem.ts';
import { refusal } from './refusals.ts';

export async function decideTask(wire: Wire, { person, to, isNew, message }: DecisionOrder): Promise<void> {
  const stands = async () => {
    const row = await wire.db.decision.findUnique({
      where: { id: message.id },
      select: { deciderId: true, taskId: true, outcome: true },
    });
    if (row && (row.deciderId !== person || row.taskId !== message.taskId || row.outcome !== message.outcome))
      throw otherUse();
    return row !== null;
  };
  if (!isNew && (await stands())) return;
  const envelope = seal(
    { person, act: 'decide', caseId: to.id, taskId: message.taskId, content: message },
    wire.clock(),
    wire.signingKey,
  );
  const updateId = updateIdOf(person, message.taskId, message.id);
  await send(wire, to, stands, (handle) =>
    handle.executeUpdate(decide, { args: [{ ...message, envelope }], updateId }),
  );
}

export async function actOn(wire: Wire, { person, to, message }: ActOrder): Promise<void> {
  const stands = async () => {
    const row = await wire.db.act.findUnique({
      where: { id: message.id },
      select: { personId: true, caseId: true, verb: true },
    });
    if (row && (row.personId !== person || row.caseId !== to.id || row.verb !== message.verb)) throw otherUse();
    return row !== null;
  };
  if (await stands()) return;
  const envelope = seal({ person, act: message.verb, caseId: to.id, content: message }, wire.clock(), wire.signingKey);
  const updateId = updateIdOf(person, to.id, message.verb, message.id);
  await send(wire, to, stands, (handle) => handle.executeUpdate(act, { args: [{ ...message, envelope }], updateId }));
}

export async function askStatus(wire: Wire, workflowId: string): Promise<Status> {
  try {
    return await within(wire, wire.timeouts.askMs, () => wire.client.workflow.getHandle(workflowId).query(status));
  } catch (error) {
    throw overload(error) ?? unavailable('The request cannot be asked now.');
  }
}

/** The caller's id, bound to him and to what it is for: nobody meets another's answer by guessing an id. */
function updateIdOf(...words: string[]): string {
  return contentHash(words).slice(0, 32);
}

async function send(
  wire: Wire,
  to: CaseAt,
  stands: () => Promise<boolean>,
  call: (handle: WorkflowHandle) => Promise<Answer>,
): Promise<void> {
  let answer: Answer;
  try {
    answer = await within(wire, wire.timeouts.actMs, () => call(wire.client.workflow.getHandle(to.workflowId)));
  } catch (error) {
    if (await stands()) return;
    const now = await wire.db.case.findUnique({ where: { id: to.id }, select: { live: true } });
    if (now && !now.live) throw refusal('not-open', 'The request has ended');
    throw overload(error) ?? unclear();
  }
  if (!answer.ok) throw refusal(answer.code, answer.detail);
}

function otherUse(): Problem {
  return refusal('idempotency-key-reused', 'This id was used for something else');
}
