// What a clearance costs beside the least a durable workflow can cost, on the same servers, in turns.
import { Client as Pg } from 'pg';
import { startWholeSystem } from '../scripts/parts/whole-system.ts';
import { startBare } from './support/bare.ts';
import { openDoor } from './support/door.ts';
import { median, note, report, timed, type Run } from './support/report.ts';

const rounds = 6;
const system = await startWholeSystem({ RATE_LIMIT_SCALE: '10000' });
const bare = await startBare(system.temporalAddress);
const door = await openDoor(system);

const kinds = {
  automatic: { ours: async () => void (await door.file('XA-1', 'cleared')), bare: bare.automatic, least: 0.8 },
  'one decision': {
    ours: async () => door.decide(await door.file('XA-2', 'in-review')),
    bare: bare.decision,
    least: 0.7,
  },
};

try {
  for (const [kind, { ours, bare: other, least }] of Object.entries(kinds)) {
    await timed(60, 10, other);
    await timed(100, 10, ours);
    const runs = { ours1: [] as Run[], bare1: [] as Run[], ours50: [] as Run[], bare50: [] as Run[] };
    for (let round = 0; round < rounds; round += 1) {
      const bareOnes = async () => {
        runs.bare1.push(await timed(20, 1, other));
        runs.bare50.push(await timed(200, 50, other));
      };
      const oursOnes = async () => {
        runs.ours1.push(await timed(20, 1, ours));
        runs.ours50.push(await timed(200, 50, ours));
      };
      // A shared machine is slower for who comes second, so each comes first as often as the other.
      for (const run of round % 2 === 0 ? [bareOnes, oursOnes] : [oursOnes, bareOnes]) await run();
    }
    const rate = (name: 'ours50' | 'bare50') => median(runs[name].map((run) => run.perSecond));
    const time = (name: 'ours1' | 'bare1') => median(runs[name].map((run) => run.medianMs));
    const rates = beside(
      runs.bare50.map((run) => 1 / run.perSecond),
      runs.ours50.map((run) => 1 / run.perSecond),
    );
    const times = beside(
      runs.ours1.map((run) => run.medianMs),
      runs.bare1.map((run) => run.medianMs),
    );
    note(`${kind}, bare, 50 at once`, rate('bare50'), '/s');
    note(`${kind}, ours, 50 at once`, rate('ours50'), '/s');
    note(`${kind}, bare, one at a time`, time('bare1'), ' ms');
    note(`${kind}, ours, one at a time`, time('ours1'), ' ms');
    report(`${kind}, rate beside bare, 50 at once,`, median(rates), { least }, 'x');
    if (kind === 'automatic') report('automatic, time beside bare, one at a time,', median(times), { most: 2 }, 'x');
  }
  await clickToGone();
  report(
    'history of an automatic clearance,',
    await eventsOf(await door.file('XA-1', 'cleared')),
    { most: 15 },
    ' events',
  );
  const id = await door.file('XA-2', 'in-review');
  await door.decide(id);
  report('history of one decision,', await eventsOf(id), { most: 40 }, ' events');
} finally {
  await bare.stop();
  await system.stop();
}

/** Of each two rounds, in which each came first once, how much the one took beside the other. */
function beside(one: readonly number[], other: readonly number[]): number[] {
  return one.flatMap((value, at) => (at % 2 === 0 ? [(value + one[at + 1]!) / (other[at]! + other[at + 1]!)] : []));
}

/** From one officer's click to the moment his colleague's open page hears of it, beside a bare update and its answer. */
async function clickToGone(): Promise<void> {
  const waiting = new Map<string, () => void>();
  const leave = await door.watch('otto', (id) => waiting.get(id)?.());
  const times = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round < 150; round += 1) {
    const handle = await bare.began();
    const id = await door.file('XA-2', 'in-review');
    const ofBare = async () => {
      const begun = performance.now();
      await bare.update(handle);
      times.bare.push(performance.now() - begun);
      // What the bare workflow still does once it has answered is no part of the click.
      await handle.result();
    };
    const ofOurs = async () => {
      const gone = new Promise<void>((resolve) => waiting.set(id, resolve));
      const clicked = performance.now();
      const decided = door.decide(id);
      await gone;
      times.ours.push(performance.now() - clicked);
      await decided;
    };
    for (const click of round % 2 === 0 ? [ofBare, ofOurs] : [ofOurs, ofBare]) {
      await quiet();
      await click();
    }
  }
  leave();
  note('bare update', median(times.bare), ' ms');
  note('click to gone', median(times.ours), ' ms');
  report('click to gone beside a bare update,', median(times.ours) / median(times.bare), { most: 1.5 }, 'x');
}

/** What has been answered is also done. */
async function quiet(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 50));
}

async function eventsOf(caseId: string): Promise<number> {
  const pg = new Pg({ connectionString: system.urls.owner });
  await pg.connect();
  const { rows } = await pg.query<{ workflowId: string }>('SELECT "workflowId" FROM cases WHERE id = $1', [caseId]);
  await pg.end();
  const execution = { workflowId: rows[0]!.workflowId };
  const request = { namespace: 'default', execution };
  const { workflowExecutionInfo } = await bare.client.workflowService.describeWorkflowExecution(request);
  return Number(workflowExecutionInfo?.historyLength);
}
