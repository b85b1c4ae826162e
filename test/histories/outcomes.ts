// One small story for each way a process can end; the history of each is kept and must replay for as long as a case may be open.
import type { RuleSet } from '../../rules/rule-set.ts';
import { readAgain } from '../../workflows/messages.ts';
import { duration } from '../../stories/stage/duration.ts';
import { stop, type Whole } from '../support/whole-system.ts';
import { inForce, lookAtAll, minus, plus, submitted } from '../workflows/changes-of-rules.ts';

/** Answers the id of the workflow whose history is kept. */
export type Play = (whole: Whole) => Promise<string>;

const lake = { stops: [stop('XA-2')] };
const city = { stops: [stop('XA-1')] };
const workflowOf = async ({ sql }: Whole, id: string) =>
  (await sql<{ workflowId: string; state: string }>('SELECT "workflowId", state FROM cases WHERE id = $1', [id]))[0]!;

type Move = (whole: Whole, id: string) => Promise<unknown>;

/** A trip of ana's, filed and carried by `moves` to `state`. */
function trip(form: object, state: string, ...moves: Move[]): Play {
  return async (whole) => {
    const id = await whole.file('ana', form);
    for (const move of moves) {
      await whole.idle();
      await move(whole, id);
    }
    await whole.idle();
    const kept = await workflowOf(whole, id);
    if (kept.state !== state) throw new Error(`it ended ${kept.state}, not ${state}`);
    return kept.workflowId;
  };
}

const decide =
  (person: string, outcome: string, more: object = {}): Move =>
  async (whole, id) =>
    demand(await whole.decide(person, id, outcome, more));
const act =
  (verb: string, form: (whole: Whole) => object = () => ({})): Move =>
  async (whole, id) =>
    demand(await whole.call('ana', 'POST', `/requests/${id}/acts`, { verb, form: form(whole) }));
const advance =
  (time: string): Move =>
  async ({ advance: move }) =>
    move(duration(time));
const riskOf =
  (area: string, presentRisk: string): Move =>
  async ({ change }) =>
    change({ area: { id: area, presentRisk } });

function demand({ status, body }: { status: number; body: unknown }): void {
  if (status >= 300) throw new Error(`refused: ${JSON.stringify(body)}`);
}

/** Sent as if by the API, past its own checks. */
async function start(whole: Whole, filing: ReturnType<Whole['filing']>): Promise<string> {
  const { workflowId, process } = filing;
  const handle = await whole.environment.client.workflow.start(process, {
    workflowId,
    taskQueue: 'safeconduct',
    args: [filing],
  });
  await handle.result();
  return workflowId;
}

async function changeOf(whole: Whole): Promise<string> {
  const [row] = await whole.sql<{ id: string }>('SELECT id FROM reference_changes ORDER BY seq DESC LIMIT 1');
  const workflowId = `worldChange:${row!.id}`;
  await whole.environment.client.workflow.getHandle(workflowId).result();
  return workflowId;
}

/** A change of rules by adm1, filed and carried by `moves` to `state`. */
function change(edit: (set: RuleSet) => RuleSet, state: string, more: Further = () => ({}), ...moves: Move[]): Play {
  return async (whole) => {
    const id = await submitted(whole, 'adm1', edit(await inForce(whole)), more(whole));
    for (const move of moves) {
      await move(whole, id);
      await whole.idle();
    }
    const kept = await workflowOf(whole, id);
    if (kept.state !== state) throw new Error(`it ended ${kept.state}, not ${state}`);
    return kept.workflowId;
  };
}
type Further = (whole: Whole) => object;

const lookEverywhere = (set: RuleSet) => plus(set, lookAtAll('look-at-all'));
const lookInXa = (set: RuleSet) => plus(set, lookAtAll('look-at-all', 'XA'));
const ahead = ({ now }: Whole) => ({ from: new Date(now() + duration('P2D')).toISOString() });
const actOf =
  (person: string, verb: string): Move =>
  async (whole, id) =>
    demand(await whole.call(person, 'POST', `/requests/${id}/acts`, { verb, form: {} }));

export const outcomes: Record<string, Play> = {
  'cleared automatically': trip(city, 'cleared'),
  'cleared by decision': trip(lake, 'cleared', decide('cora', 'approve')),
  'cleared with conditions': trip(
    { stops: [stop('XA-3')] },
    'cleared-with-conditions',
    decide('dora', 'approve', { conditions: [{ code: 'armoured-vehicle' }] }),
  ),
  'returned and amended': trip(
    lake,
    'cleared',
    decide('cora', 'return', { reason: 'Which lodge?' }),
    act('amend', ({ on }) => on({ stops: [stop('XA-2', '2027-03-12T10:00')] })),
    decide('cora', 'approve'),
  ),
  denied: trip(lake, 'denied', decide('cora', 'deny', { reason: 'Not this month' })),
  'denied, appealed and cleared': trip(
    lake,
    'cleared',
    decide('cora', 'deny', { reason: 'Not this month' }),
    act('appeal', () => ({ reason: 'The clinic cannot wait' })),
    decide('cora', 'approve'),
  ),
  cancelled: trip(lake, 'cancelled', act('cancel')),
  'expired undecided at departure': trip(lake, 'expired-undecided', advance('P10D')),
  'escalated step by step': trip(lake, 'cleared', advance('P3DT4H'), advance('P5DT16H'), decide('desk', 'approve')),
  'suspended and cleared again': trip(
    lake,
    'cleared',
    decide('cora', 'approve'),
    riskOf('XA-2', 'high'),
    decide('dora', 'approve'),
  ),
  withdrawn: trip(lake, 'withdrawn', decide('cora', 'approve'), riskOf('XA-2', 'unacceptable')),
  'in travel and closed': trip(
    lake,
    'closed',
    decide('cora', 'approve'),
    advance('P11D'),
    act('check-in', () => ({ status: 'safe' })),
    act('close'),
  ),
  'in travel and extended': trip(
    lake,
    'in-travel',
    decide('cora', 'approve'),
    advance('P11D'),
    act('extend', ({ on }) => on({ area: 'XA-2', depart: '2027-03-16T10:00' })),
    decide('cora', 'approve'),
  ),
  overstay: trip(city, 'overstay', advance('P20D')),
  'lost by Temporal, resumed from its rows and cleared': trip(
    lake,
    'cleared',
    async ({ environment: { client }, sql }, id) => {
      const [row] = await sql<{ workflowId: string }>('SELECT "workflowId" FROM cases WHERE id = $1', [id]);
      const { workflowId } = row!;
      await client.workflow.getHandle(workflowId).terminate();
      const args = [{ caseId: id, resumes: true }];
      await client.workflow.start('travelClearance', { workflowId, taskQueue: 'safeconduct', args });
      await client.workflow.getHandle(workflowId).signal(readAgain);
    },
    decide('cora', 'approve'),
  ),
  'rules published and in force': change(lookEverywhere, 'in-force', undefined, decide('desk', 'approve')),
  'rules published ahead, then in force and carried to live cases': change(
    lookInXa,
    'in-force',
    (whole) => ({ effective: { ...ahead(whole), countries: ['XA'] }, reexamine: true }),
    async (whole) => void (await whole.file('ana', city)),
    decide('dora', 'approve'),
    advance('P2DT1M'),
  ),
  'rules published ahead and taken back': change(
    lookEverywhere,
    'cancelled',
    (whole) => ({ effective: ahead(whole) }),
    decide('desk', 'approve'),
    actOf('desk', 'cancel'),
  ),
  'rules with less control decided above the desk': change(
    (set) => minus(set, 'course-missing'),
    'in-force',
    undefined,
    decide('desk', 'endorse'),
    decide('usg', 'approve'),
  ),
  'rules that fail a check returned': change((set) => minus(set, 'unacceptable'), 'returned'),
  'rules denied': change(lookEverywhere, 'denied', undefined, decide('desk', 'deny', { reason: 'Not now' })),
  'rules given up by their author': change(lookEverywhere, 'cancelled', undefined, actOf('adm1', 'withdraw')),
  'rules one step back by who may decide it': async (whole) => {
    await change(lookEverywhere, 'in-force', undefined, decide('desk', 'approve'))(whole);
    const body = { reason: 'Too many wait', returnsTo: 1, reexamine: false };
    const reply = await whole.call('desk', 'POST', '/rules/travelClearance/return', body);
    demand(reply);
    await whole.idle();
    return (await workflowOf(whole, (reply.body as { id: string }).id)).workflowId;
  },
  'duplicate refused': async (whole) => {
    await whole.file('ana', lake);
    return start(whole, whole.filing('ana', lake));
  },
  'unsigned filing refused': async (whole) => {
    const filing = whole.filing('ana', lake);
    return start(whole, { ...filing, submitter: 'ben' });
  },
  'change of the world that touches no case': async (whole) => {
    await whole.change({ area: { id: 'XB-2', presentRisk: 'high' } });
    return changeOf(whole);
  },
  'change of the world that touches several cases': async (whole) => {
    for (const person of ['ana', 'ben', 'tess']) await whole.file(person, { ...lake, activity: activities[person] });
    await whole.idle();
    await whole.change({ area: { id: 'XA-2', presentRisk: 'high' } });
    return changeOf(whole);
  },
  'unsigned change of the world refused': async (whole) => {
    const envelope = whole.filing('ana', lake).envelope;
    const change = {
      id: envelope.caseId,
      kind: 'area',
      key: 'XA-2',
      patch: { id: 'XA-2' },
      by: 'adm1',
      at: 0,
      envelope,
    };
    const workflowId = `worldChange:${change.id}`;
    await whole.environment.client.workflow.execute('worldChange', {
      workflowId,
      taskQueue: 'safeconduct',
      args: [change],
    });
    return workflowId;
  },
};

const activities: Record<string, string> = { ana: 'vaccination', ben: 'famine-relief', tess: 'survey' };

export const fileOf = (outcome: string) => `${outcome.replaceAll(',', '').replaceAll(' ', '-')}.json`;
