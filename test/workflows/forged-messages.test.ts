// A message sent past the API straight to Temporal writes nothing and is told to operators, once, whatever is wrong with its envelope.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { WithStartWorkflowOperation } from '@temporalio/client';
import type { UpdateDefinition } from '@temporalio/common';
import { lifetimeMs, seal } from '../../api/envelope.ts';
import { act, decide, filed, recorded, type Answer, type ChangeAnswer } from '../../workflows/messages.ts';
import { checkInvariants } from '../support/invariants.ts';
import { rowsOf } from '../support/rows.ts';
import { openWhole, stop, type Whole } from '../support/whole-system.ts';

type Seal = { person: string; act: string; caseId: string };
/** What the API would have sealed, and how the message with an envelope is sent. */
type Kind = { by: Seal; content: Record<string, unknown>; send: (message: object) => Promise<string> };

let whole: Whole;
let target: { caseId: string; workflowId: string; taskId: string };
const stranger = generateKeyPairSync('ed25519').privateKey;

beforeAll(async () => {
  whole = await openWhole();
  const caseId = await whole.file('ana', { stops: [stop('XA-2')] });
  await whole.idle();
  [target] = (await whole.sql<typeof target>(
    `SELECT c.id AS "caseId", c."workflowId", t.id AS "taskId" FROM cases c JOIN tasks t ON t."caseId" = c.id WHERE c.id = $1`,
    [caseId],
  )) as [typeof target];
});
afterAll(async () => {
  await checkInvariants(whole.database.readerUrl);
  await whole.close();
});

const codeOf = (answer: Answer | ChangeAnswer) => (answer.ok ? 'accepted' : answer.code);
const handle = () => whole.environment.client.workflow.getHandle(target.workflowId);

async function started<Said extends Answer | ChangeAnswer>(
  type: string,
  update: UpdateDefinition<Said>,
  message: object,
): Promise<string> {
  const startWorkflowOperation = new WithStartWorkflowOperation(type, {
    ...{ workflowId: randomUUID(), taskQueue: 'safeconduct', args: [message] },
    workflowIdConflictPolicy: 'FAIL',
  });
  return codeOf(await whole.environment.client.workflow.executeUpdateWithStart(update, { startWorkflowOperation }));
}

const kinds: Readonly<Record<'decide' | 'act' | 'file' | 'change', () => Kind>> = {
  decide: () => ({
    by: { person: 'cora', act: 'decide', caseId: target.caseId },
    content: { id: randomUUID(), taskId: target.taskId, outcome: 'approve', version: 1 },
    send: async (message) => codeOf(await handle().executeUpdate(decide, { args: [message as never] })),
  }),
  act: () => ({
    by: { person: 'ana', act: 'cancel', caseId: target.caseId },
    content: { id: randomUUID(), verb: 'cancel', form: {} },
    send: async (message) => codeOf(await handle().executeUpdate(act, { args: [message as never] })),
  }),
  file: () => {
    const { process, form, submitter, caseId, reference, workflowId, filedAt } = whole.filing('ben', {
      stops: [stop('XA-1')],
    });
    return {
      by: { person: submitter, act: 'file', caseId },
      content: { process, form, submitter, caseId },
      send: (message) => started(process, filed, { reference, workflowId, filedAt, ...message }),
    };
  },
  change: () => {
    const id = randomUUID();
    return {
      by: { person: 'adm1', act: 'changeWorld', caseId: id },
      content: { kind: 'area', key: 'XA-3', patch: { id: 'XA-3', presentRisk: 'high' }, by: 'adm1', id },
      send: (message) => started('worldChange', recorded, { at: whole.now(), ...message }),
    };
  },
};

const sealed = ({ by, content }: Kind, change: Partial<Seal> = {}, at = whole.now(), key = whole.signingKey) => ({
  ...content,
  envelope: seal({ ...by, ...change, content }, at, key),
});

const flaws: Readonly<Record<string, [flaw: string, forge: (kind: Kind) => object]>> = {
  'nothing at all': ['no envelope', () => ({})],
  'no envelope': ['no envelope', ({ content }) => content],
  'an envelope sealed with another key': ['bad signature', (kind) => sealed(kind, {}, whole.now(), stranger)],
  'an envelope with a person written in': [
    'bad signature',
    (kind) => {
      const message = sealed(kind, { person: 'otto' });
      return { ...message, envelope: { ...message.envelope, person: kind.by.person } };
    },
  ],
  'an envelope that has expired': ['expired', (kind) => sealed(kind, {}, whole.now() - lifetimeMs - 1_000)],
  'the envelope of another case': ['other case', (kind) => sealed(kind, { caseId: randomUUID() })],
  'the envelope of another act': ['other act', (kind) => sealed(kind, { act: 'add-note' })],
  'the envelope of other content': ['other content', (kind) => ({ ...sealed(kind), ...otherContent(kind) })],
};
const otherContent = ({ content }: Kind): object =>
  'version' in content ? { version: 2 } : 'patch' in content ? { key: 'XA-2' } : { form: { purpose: 'Another' } };

const all = Object.keys(kinds).flatMap((kind) =>
  Object.keys(flaws).map((flaw): [keyof typeof kinds, string] => [kind as keyof typeof kinds, flaw]),
);

test.each(all)('%s with %s writes nothing and leaves one security event', async (name, way) => {
  const kind = kinds[name]();
  const [flaw, forge] = flaws[way]!;
  const before = await rowsOf(whole.sql);
  const mark = whole.alarms.length;
  expect(await kind.send(forge(kind))).toBe('unsigned');
  expect(await rowsOf(whole.sql)).toEqual(before);
  const isOfCase = name === 'decide' || name === 'act';
  expect(whole.alarms.slice(mark)).toEqual([
    {
      flaw,
      message: name,
      ...(isOfCase || way !== 'nothing at all' ? { caseId: kind.by.caseId } : {}),
      workflow: isOfCase ? target.workflowId : expect.any(String),
    },
  ]);
});

test.each(['file', 'change'] as const)('a %s in another’s name leaves one security event', async (name) => {
  const kind = kinds[name]();
  const mark = whole.alarms.length;
  expect(await kind.send(sealed(kind, { person: 'cora' }))).toBe('unsigned');
  expect(whole.alarms.slice(mark)).toMatchObject([{ flaw: 'other person', message: name }]);
});

test.each(['decide', 'act'] as const)(
  'an update %s without any argument is refused, and the case goes on',
  async (name) => {
    const mark = whole.alarms.length;
    expect(codeOf(await handle().executeUpdate<Answer, []>(name))).toBe('unsigned');
    expect(whole.alarms.slice(mark)).toMatchObject([{ flaw: 'no envelope', message: name }]);
  },
);

test('a workflow that takes up a case of another leaves one security event', async () => {
  const mark = whole.alarms.length;
  expect(await started('travelClearance', filed, { caseId: target.caseId, resumes: true })).toBe('unsigned');
  expect(whole.alarms.slice(mark)).toMatchObject([
    { flaw: 'other workflow', message: 'resume', caseId: target.caseId },
  ]);
});

test('an event names nobody', () => {
  expect(JSON.stringify(whole.alarms)).not.toMatch(/\b(ana|ben|cora|otto|adm1)\b/);
});

test('what the API sealed is let in without an alarm', async () => {
  const mark = whole.alarms.length;
  for (const name of ['decide', 'act', 'file', 'change'] as const) {
    const kind = kinds[name]();
    expect([name, await kind.send(sealed(kind))]).toEqual([name, 'accepted']);
  }
  expect(whole.alarms.slice(mark)).toEqual([]);
});
