// Who must be asked, in which order: stages run one after the other, within a stage the highest on the ladder stands.
import { ladder } from './rule-set.ts';
import type { Ask, Outcome, Stage } from './rule-set.ts';

const defaultStage = { advise: 10, decide: 20 };
const rungs: readonly string[] = ladder;

/** Advice is given to somebody: where nobody decides there are no stages. */
export function stagesOf(outcomes: readonly Outcome[]): Stage[] {
  const asks = outcomes.filter((outcome): outcome is Ask => outcome.kind === 'require' && outcome.mode !== 'inform');
  if (!asks.some((ask) => ask.mode === 'decide')) return [];
  const stages = new Map<number, Ask[]>();
  for (const ask of asks) {
    const stage = stageOf(ask);
    stages.set(stage, [...(stages.get(stage) ?? []), ask]);
  }
  return [...stages]
    .toSorted(([one], [other]) => one - other)
    .map(([stage, asked]) => ({ stage, asks: highestOnly(mergeAsks(asked)) }));
}

/** Asks alike in authority, mode and whose it is become one, with the shortest deadline. */
export function mergeAsks(asks: readonly Ask[]): Ask[] {
  const merged = new Map<string, Ask>();
  for (const ask of asks) {
    const key = `${ask.mode} ${ask.authority} ${whose(ask)}`;
    const before = merged.get(key);
    merged.set(key, withDeadline(before ?? bare(ask), shortest([before, ask])));
  }
  return [...merged.values()];
}

function highestOnly(asks: readonly Ask[]): Ask[] {
  const rivals = (ask: Ask) => asks.filter((other) => isRung(other) && whose(other) === whose(ask));
  return asks.flatMap((ask) => {
    if (!isRung(ask)) return [ask];
    const isHighest = rivals(ask).every((other) => height(other) <= height(ask));
    return isHighest ? [withDeadline(ask, shortest(rivals(ask)))] : [];
  });
}

function isRung(ask: Ask): boolean {
  return ask.mode === 'decide' && height(ask) >= 0;
}

export function height(ask: Ask): number {
  return rungs.indexOf(ask.authority);
}

export function stageOf(ask: Ask): number {
  return ask.stage ?? (ask.mode === 'advise' ? defaultStage.advise : defaultStage.decide);
}

export function whose(ask: Ask): string {
  return ask.of ?? 'area';
}

/** The stage is said by where the ask stands, the area is the default: neither is repeated. */
function bare({ kind, authority, mode, of }: Ask): Ask {
  return { kind, authority, mode, ...(of !== undefined && of !== 'area' ? { of } : {}) };
}

function withDeadline(ask: Ask, deadlineHours: number | undefined): Ask {
  return deadlineHours === undefined ? ask : { ...ask, deadlineHours };
}

function shortest(asks: readonly (Ask | undefined)[]): number | undefined {
  const given = asks.flatMap((ask) => ask?.deadlineHours ?? []);
  return given.length > 0 ? Math.min(...given) : undefined;
}
