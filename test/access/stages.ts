// A stay at the lake, filed for the traveller by his supervisor, brought to where the acts of the table are open.
import { depart } from '../../activities/trip/depart.ts';
import type { Deps } from '../../activities/deps.ts';
import type { Seeded } from './seeded-world.ts';

export type Stage = 'filed' | 'cleared' | 'on the way' | 'denied';

/** @param times when an act on a case is done, where that is not now */
export function stagesOf(seeded: Pick<Seeded, 'ask'>, deps: () => Deps, now: number, times: Map<string, number>) {
  const shared = new Map<Stage, Promise<string>>();
  let minutes = 0;

  async function bring(stage: Stage): Promise<string> {
    minutes += 1;
    const from = now + 3 * 86_400_000 + minutes * 60_000;
    const area = 'XA-2';
    const stop = { area, arrive: wall(from, 0), depart: wall(from, 2), mode: 'road' };
    const form = {
      ...{ travelType: 'official', activity: 'vaccination', purpose: 'A test of rights', traveller: 'ana' },
      stops: [{ ...stop, accommodation: { name: 'Lodge', vetted: true } }],
    };
    const filed = await seeded.ask('supervisor', 'POST', '/requests', { body: { process: 'travelClearance', form } });
    if (filed.status !== 201) throw new Error(`filing: ${filed.status} ${JSON.stringify(filed.body)}`);
    const { id } = filed.body;
    if (stage === 'filed') return id;
    const decision = stage === 'denied' ? { outcome: 'deny', reason: 'The lodge is full' } : { outcome: 'approve' };
    const decided = await seeded.ask('clerkA', 'POST', `/requests/${id}/decisions`, { body: decision });
    if (stage === 'on the way') {
      times.set(id, from + 86_400_000);
      await depart(deps())(id, from + 86_400_000);
    }
    if (decided.status !== 200) throw new Error(`deciding: ${decided.status} ${JSON.stringify(decided.body)}`);
    return id;
  }

  return (stage: Stage, isChanged: boolean): Promise<string> => {
    if (isChanged) return bring(stage);
    const known = shared.get(stage) ?? bring(stage);
    shared.set(stage, known);
    return known;
  };
}

const wall = (at: number, days: number) => new Date(at + days * 86_400_000).toISOString().slice(0, 16);
