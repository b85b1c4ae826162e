// Sends decisions and other acts to a case; where the answer is lost, the row says what stands.
import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import { ClockOff } from '../prisma/sound-clock.ts';
import { isSameAct, isSameDecision, saidInAct, saidInDecision } from '../rules/said-again.ts';
import { act, decide, type Answer } from '../workflows/messages.ts';
import { contentHash, seal } from './envelope.ts';
import type { ActOrder, CaseAt, DecisionOrder } from './gateway-port.ts';
import { within, type Wire } from './gateway-wire.ts';
import { overload, unclear } from './outage.ts';
import { problemOf, type Problem } from './problem.ts';
import { refusal } from './refusals.ts';

export async function decideTask(wire: Wire, { person, to, isNew, message }: DecisionOrder): Promise<void> {
  const stands = async () => {
    const row = await wire.db.decision.findUnique({ where: { id: message.id }, select: saidInDecision });
    if (row && !isSameDecision(row, { person, taskId: message.taskId }, message)) throw otherUse();
    return row !== null;
  };
  if (!isNew && (await stands())) return;
  const envelope = seal(
    { person, act: 'decide', caseId: to.id, taskId: message.taskId, content: message },
    wire.clock(),
    wire.signingKey,
  );
  await send(wire, to, stands, updateIdOf(person, to.id, message), (handle, updateId) =>
    handle.executeUpdate(decide, { args: [{ ...message, envelope }], updateId }),
  );
}

export async function actOn(wire: Wire, { person, to, message }: ActOrder): Promise<void> {
  const stands = async () => {
    const row = await wire.db.act.findUnique({ where: { id: message.id }, select: saidInAct });
    if (row && !isSameAct(row, { person, caseId: to.id }, message)) throw otherUse();
    return row !== null;
  };
  if (await stands()) return;
  const envelope = seal({ person, act: message.verb, caseId: to.id, content: message }, wire.clock(), wire.signingKey);
  await send(wire, to, stands, updateIdOf(person, to.id, message), (handle, updateId) =>
    handle.executeUpdate(act, { args: [{ ...message, envelope }], updateId }),
  );
}

/** The caller's id, bound to him and to all he says: nobody meets the answer to another message by using its id. */
function updateIdOf(person: string, caseId: string, message: { id: string }): string {
  return contentHash([person, caseId, message]).slice(0, 32);
}

async function send(
  wire: Wire,
  to: CaseAt,
  stands: () => Promise<boolean>,
  updateId: string,
  call: (handle: WorkflowHandle, updateId: string) => Promise<Answer>,
  isAgain = false,
): Promise<void> {
  let answer: Answer;
  try {
    answer = await within(wire, wire.timeouts.actMs, () =>
      call(wire.client.workflow.getHandle(to.workflowId), updateId),
    );
  } catch (error) {
    if (await stands()) return;
    const now = await wire.db.case.findUnique({ where: { id: to.id }, select: { live: true } });
    if (now && !now.live) throw refusal('not-open', 'The request has ended');
    throw overload(error) ?? unclear();
  }
  if (answer.ok) return;
  if (answer.code === 'unsigned' && !isAgain) {
    await demandClock(wire);
    // What Temporal remembers under this id is the answer to an envelope that came too late; this one is fresh.
    return send(wire, to, stands, randomUUID(), call, true);
  }
  throw refusal(answer.code, answer.detail);
}

async function demandClock({ clockSound }: Wire): Promise<void> {
  await clockSound?.().catch((error: unknown) => {
    if (!(error instanceof ClockOff)) throw error;
    throw problemOf('clock-off', error.message, { retryAfter: 60 });
  });
}

export function otherUse(): Problem {
  return refusal('idempotency-key-reused', 'This id was used for something else');
}
