// A gateway without Temporal: what the workflow would have its activities do is done at once. For tests of the door, not of durability.
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { openCase } from '../../activities/open-case.ts';
import { recordDecision } from '../../activities/record-decision.ts';
import type { Gateway } from '../../api/gateway-port.ts';
import { seal } from '../../api/envelope.ts';
import { idsOf } from '../../api/filed-before.ts';
import { refusal } from '../../api/refusals.ts';
import type { Database } from '../../prisma/connect.ts';
import type { Answer } from '../../workflows/messages.ts';

/** @param on set once the database is there */
export function directGateway(on: { db?: Database; now: () => number }): Pick<Gateway, 'file' | 'known' | 'decide'> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const log = { info: () => undefined, error: () => undefined };
  const deps = () => ({ db: on.db!, actKey: createPublicKey(privateKey), log, signalCase: async () => true });
  let number = 0;
  return {
    known: async () => null,
    file: async (order) => {
      const { process, form, submitter } = order;
      const { workflowId, caseId } = idsOf(order);
      const reference = `TC-2027-${String((number += 1)).padStart(6, '0')}`;
      const envelope = seal(
        { person: submitter, act: 'file', caseId, content: { process, form, submitter, caseId } },
        on.now(),
        privateKey,
        false,
      );
      const filing = { caseId, reference, process, workflowId, submitter, form, filedAt: on.now(), envelope };
      demand((await openCase(deps())(filing, on.now())).answer);
      return { caseId, reference, isRecorded: true };
    },
    decide: async ({ person, to, message }) => {
      const envelope = seal(
        { person, act: 'decide', caseId: to.id, taskId: message.taskId, content: message },
        on.now(),
        privateKey,
      );
      demand((await recordDecision(deps())(to.id, { ...message, envelope }, on.now())).answer);
    },
  };
}

function demand(answer: Answer): void {
  if (!answer.ok) throw refusal(answer.code, answer.detail);
}
