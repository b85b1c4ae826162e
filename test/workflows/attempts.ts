// Ways to decide a request by one who may not: each path that decides, with every misuse known of it.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { lifetimeMs, seal } from '../../api/envelope.ts';
import { act, decide, type Answer, type DecideMessage, type Envelope } from '../../workflows/messages.ts';
import type { Whole } from '../support/whole-system.ts';

export type Target = { caseId: string; taskId: string; workflowId: string; area: string };
/** `decider` may decide the target; `person` may not. */
export type Misuse = { whole: Whole; person: string; decider: string; target: Target; other: Target };
/** Answers the code it was refused with, or `accepted`. */
export type Attempt = (misuse: Misuse) => Promise<string>;

type Said = Omit<DecideMessage, 'envelope'>;
export const approvalOf = (taskId: string): Said => ({ id: randomUUID(), taskId, outcome: 'approve', version: 1 });

const ask =
  (path: (target: Target) => string, more: (target: Target) => object = () => ({})): Attempt =>
  async ({ whole, person, target }) => {
    const body = { id: randomUUID(), outcome: 'approve', version: 1, ...more(target) };
    const reply = await whole.call(person, 'POST', path(target), body);
    return reply.status < 300 ? 'accepted' : (reply.body as { code: string }).code;
  };

const raw =
  (say: (misuse: Misuse) => Said & { envelope?: Envelope }): Attempt =>
  async (misuse) => {
    const { whole, target } = misuse;
    const handle = whole.environment.client.workflow.getHandle(target.workflowId);
    const message = say(misuse) as DecideMessage;
    return codeOf(await handle.executeUpdate(decide, { args: [message] }));
  };

function codeOf(answer: Answer): string {
  return answer.ok ? 'accepted' : answer.code;
}

/** What the API would seal for this person, but for `change`. */
export function sealed<Said extends object>(
  { whole, target }: Pick<Misuse, 'whole' | 'target'>,
  person: string,
  said: Said,
  change: { act?: string; caseId?: string; key?: 'another'; at?: number; content?: unknown } = {},
): Said & { envelope: Envelope } {
  const key = change.key ? generateKeyPairSync('ed25519').privateKey : whole.signingKey;
  const order = { person, act: change.act ?? 'decide', caseId: change.caseId ?? target.caseId };
  return { ...said, envelope: seal({ ...order, content: change.content ?? said }, change.at ?? whole.now(), key) };
}

const task = ({ taskId }: Target) => `/tasks/${taskId}/decision`;
const request = ({ caseId }: Target) => `/requests/${caseId}/decisions`;

export const attempts: Readonly<Record<string, Record<string, Attempt>>> = {
  'POST /api/v1/tasks/{id}/decision': {
    'the task by its id': ask(task),
    'as an opinion': ask(task, () => ({ outcome: 'advise' })),
    'as a ratification': ask(task, () => ({ outcome: 'ratify' })),
  },
  'POST /api/v1/requests/{id}/decisions': {
    'all that waits': ask(request),
    'one area': ask(request, ({ area }) => ({ area })),
    'as the authority that holds it': ask(request, () => ({ authority: 'designated-official' })),
    'as the authority he would be': ask(request, () => ({ authority: 'clearing-officer' })),
    'a refusal': ask(request, () => ({ outcome: 'deny', reason: 'No' })),
  },
  'update decide': {
    'without an envelope': raw(({ target }) => approvalOf(target.taskId)),
    'sealed with another key': raw((it) => sealed(it, it.decider, approvalOf(it.target.taskId), { key: 'another' })),
    'sealed for himself': raw((it) => sealed(it, it.person, approvalOf(it.target.taskId))),
    'his own envelope with the name of who may': raw((it) => {
      const message = sealed(it, it.person, approvalOf(it.target.taskId));
      return { ...message, envelope: { ...message.envelope, person: it.decider } };
    }),
    'an envelope that has expired': raw((it) =>
      sealed(it, it.decider, approvalOf(it.target.taskId), { at: it.whole.now() - lifetimeMs - 1_000 }),
    ),
    'an expired envelope that says it has not': raw((it) => {
      const message = sealed(it, it.decider, approvalOf(it.target.taskId), { at: it.whole.now() - lifetimeMs - 1_000 });
      return { ...message, envelope: { ...message.envelope, expiresAt: it.whole.now() + lifetimeMs } };
    }),
    'the envelope of another outcome': raw((it) => {
      const message = sealed(it, it.decider, { ...approvalOf(it.target.taskId), outcome: 'advise' });
      return { ...message, outcome: 'approve' };
    }),
    'the envelope of another task of who may': raw((it) => {
      const message = sealed(it, it.decider, approvalOf(it.other.taskId), { caseId: it.other.caseId });
      return { ...message, taskId: it.target.taskId };
    }),
    'a whole message about another request': raw((it) =>
      sealed(it, it.decider, approvalOf(it.other.taskId), { caseId: it.other.caseId }),
    ),
    'another request’s task under this one’s seal': raw((it) => sealed(it, it.decider, approvalOf(it.other.taskId))),
    'the envelope of an act of who may': raw((it) =>
      sealed(it, it.decider, approvalOf(it.target.taskId), { act: 'add-note' }),
    ),
    'a filing’s envelope, which never expires': raw((it) => {
      const { envelope } = it.whole.filing(it.decider, {});
      return { ...approvalOf(it.target.taskId), envelope };
    }),
  },
  /** No act decides, but somebody may try. */
  'update act': Object.fromEntries(
    ['decide', 'approve', 'constructor'].map((verb): [string, Attempt] => [
      `an act called ${verb}`,
      async ({ whole, person, target }) => {
        const message = { id: randomUUID(), verb, form: approvalOf(target.taskId) };
        const envelope = seal(
          { person, act: verb, caseId: target.caseId, content: message },
          whole.now(),
          whole.signingKey,
        );
        const handle = whole.environment.client.workflow.getHandle(target.workflowId);
        return codeOf(await handle.executeUpdate(act, { args: [{ ...message, envelope }] }));
      },
    ]),
  ),
};
