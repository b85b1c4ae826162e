// What other rules would have made of cases already judged: whose route changes, who clears with no person, which queues grow.
import type { Authority, Verdict } from './rule-set.ts';

/** Each part that changes counts under the first of these that is true of it. */
export const impactKinds = [
  /** Somebody decided or it was halted; now nobody would be asked. */
  'no-person',
  'no-longer-halted',
  'newly-halted',
  /** Nobody was asked; now a person decides. */
  'newly-decided',
  'other-deciders',
  /** The same people decide; whoever is told, what is required, or what is opened differs. */
  'other-terms',
] as const;
export type ImpactKind = (typeof impactKinds)[number];

export type Replayed = {
  caseId: string;
  reference: string;
  ordinal: number;
  country: string | null;
  area: string | null;
  before: Verdict;
  after: Verdict;
};
export type Sample = Omit<Replayed, 'before' | 'after'> & { before: Verdict['outcome']; after: Verdict['outcome'] };
/** Tasks of one authority in one place; `of` where it is not the authority of the area. */
export type Queue = {
  authority: Authority;
  of: 'area' | 'claimants' | 'traveller';
  country: string | null;
  area: string | null;
  before: number;
  after: number;
};
export type Impact = {
  cases: number;
  parts: number;
  /** Parts whose route changes; other reasons alone are no change. */
  changed: number;
  kinds: { kind: ImpactKind; parts: number; samples: Sample[] }[];
  /** Those that change, the greatest change first. */
  queues: Queue[];
};

const alone: readonly Verdict['outcome'][] = ['automatic', 'not-required', 'registered'];
const halted: readonly Verdict['outcome'][] = ['return', 'deny', 'hold'];

/** Takes parts in any order; samples are the first that come. */
export function impactTally({ mostSamples = 10 }: { mostSamples?: number } = {}) {
  const cases = new Set<string>();
  const kinds = new Map(impactKinds.map((kind) => [kind, { kind, parts: 0, samples: [] as Sample[] }]));
  const queues = new Map<string, Queue>();
  let parts = 0;
  let changed = 0;

  return {
    add(one: Replayed): void {
      parts += 1;
      cases.add(one.caseId);
      const kind = kindOf(one.before, one.after);
      if (kind === undefined) return;
      changed += 1;
      const found = kinds.get(kind)!;
      found.parts += 1;
      const { before, after, ...rest } = one;
      if (found.samples.length < mostSamples) {
        found.samples.push({ ...rest, before: before.outcome, after: after.outcome });
      }
      countTasks(queues, one, 'before');
      countTasks(queues, one, 'after');
    },
    result(): Impact {
      const moved = [...queues.values()].filter((queue) => queue.before !== queue.after);
      return {
        cases: cases.size,
        parts,
        changed,
        kinds: [...kinds.values()].filter((one) => one.parts > 0),
        queues: moved.sort(byChange),
      };
    },
  };
}

/** Undefined where the route stays. */
export function kindOf(before: Verdict, after: Verdict): ImpactKind | undefined {
  if (alone.includes(after.outcome) && !alone.includes(before.outcome)) return 'no-person';
  const wasHalted = halted.includes(before.outcome);
  if (wasHalted && !halted.includes(after.outcome)) return 'no-longer-halted';
  if (halted.includes(after.outcome) && before.outcome !== after.outcome) return 'newly-halted';
  if (after.outcome === 'decide' && before.outcome !== 'decide') return 'newly-decided';
  if (JSON.stringify(before.stages) !== JSON.stringify(after.stages)) return 'other-deciders';
  const terms = ({ outcome, informs, conditions, opens }: Verdict) =>
    JSON.stringify([outcome, informs, conditions, opens]);
  return terms(before) === terms(after) ? undefined : 'other-terms';
}

function countTasks(queues: Map<string, Queue>, one: Replayed, side: 'before' | 'after'): void {
  const { country, area } = one;
  for (const { asks } of one[side].stages) {
    for (const { authority, of = 'area' } of asks) {
      const key = JSON.stringify([authority, of, country, area]);
      const queue = queues.get(key) ?? { authority, of, country, area, before: 0, after: 0 };
      queue[side] += 1;
      queues.set(key, queue);
    }
  }
}

function byChange(one: Queue, other: Queue): number {
  const nameOf = ({ authority, of, country, area }: Queue) => [authority, country, area, of].join(' ');
  return (
    Math.abs(other.after - other.before) - Math.abs(one.after - one.before) ||
    (nameOf(one) < nameOf(other) ? -1 : Number(nameOf(one) > nameOf(other)))
  );
}
