// Everything of a verdict that reaches people as one literal each, by a key that two rule sets share.
import { height, stageOf, whose } from '../stages.ts';
import type { Ask } from '../rule-set.ts';
import type { EncodedVerdict, Speaker } from './encode-verdict.ts';
import type { Literal, Solver } from './solver.ts';

export type Features = ReadonlyMap<string, Literal>;

/** An ask that stands in a stage, or a person told. */
export type Standing = { key: string; ask: Ask; stage: number; at: Literal };

/** Outcome, asks with deadlines, who is told, conditions and cases: all but the reasons. */
export function routeFeatures(solver: Solver, verdict: EncodedVerdict): Features {
  const outcomes = Object.entries(verdict.outcome).map(([outcome, at]) => [`outcome ${outcome}`, at] as const);
  const deadlines = [...standing(solver, verdict), ...told(solver, verdict)].flatMap(({ key, at, until }) => [
    [key, at] as const,
    ...until.map(([hours, by]) => [`${key} within ${hours}`, by] as const),
  ]);
  return new Map([...outcomes, ...deadlines, ...said(solver, verdict.speakers, termsOf)]);
}

export function reasonFeatures(solver: Solver, { speakers }: EncodedVerdict): Features {
  return said(solver, speakers, ({ then, reason }) => [
    ...(reason === undefined ? [] : [`reason ${reason}`]),
    ...then.flatMap((one) =>
      one.kind === 'note' || one.kind === 'stop' || one.kind === 'hold' ? [`reason ${one.code}`] : [],
    ),
  ]);
}

function termsOf({ then }: Speaker): string[] {
  return then.flatMap((one) => {
    if (one.kind === 'condition') return [`condition ${one.code} ${one.due ?? ''}`];
    return one.kind === 'openCase' ? [`open ${one.process} ${one.degree ?? ''}`] : [];
  });
}

function said(solver: Solver, speakers: readonly Speaker[], keysOf: (speaker: Speaker) => string[]): Features {
  const where = new Map<string, Literal[]>();
  for (const speaker of speakers) {
    for (const key of keysOf(speaker)) where.set(key, [...(where.get(key) ?? []), speaker.on]);
  }
  return new Map([...where].map(([key, on]) => [key, solver.or(on)]));
}

type Given = { ask: Ask; stage: number; on: Literal };
type Timed = Standing & { until: [hours: number, at: Literal][] };

/** Asks as they stand in the stages of a verdict that is to be decided: of the ladder only the highest asked. */
export function standing(solver: Solver, { outcome, speakers }: EncodedVerdict): Timed[] {
  const given = givenAsks(speakers, (mode) => mode !== 'inform');
  return grouped(given, ({ ask, stage }) => `${stage} ${ask.mode} ${ask.authority} ${whose(ask)}`).map(
    ([key, alike]) => {
      const { ask, stage } = alike[0]!;
      const rivals = isRung(ask)
        ? given.filter((one) => isRung(one.ask) && one.stage === stage && whose(one.ask) === whose(ask))
        : alike;
      const higher = rivals.filter((one) => height(one.ask) > height(ask)).map((one) => -one.on);
      const at = solver.and([outcome.decide, solver.or(alike.map((one) => one.on)), ...higher]);
      return { key: `ask ${key}`, ask, stage, at, until: deadlines(solver, at, rivals) };
    },
  );
}

/** Whether a decision waits for what is asked in this stage: stages run in order, within one nobody waits. */
export function awaited(solver: Solver, all: readonly Standing[], stage: number): Literal {
  return solver.or(all.flatMap((one) => (one.ask.mode === 'decide' && one.stage > stage ? [one.at] : [])));
}

function told(solver: Solver, { speakers }: EncodedVerdict): Timed[] {
  const given = givenAsks(speakers, (mode) => mode === 'inform');
  return grouped(given, ({ ask }) => `${ask.authority} ${whose(ask)}`).map(([key, alike]) => {
    const { ask, stage } = alike[0]!;
    const at = solver.or(alike.map((one) => one.on));
    return { key: `tell ${key}`, ask, stage, at, until: deadlines(solver, at, alike) };
  });
}

/** For each deadline given: whether it is the shortest. Sets that name other hours are then told apart by what a case comes to alone. */
function deadlines(solver: Solver, at: Literal, given: readonly Given[]): Timed['until'] {
  const hours = [...new Set(given.flatMap(({ ask }) => ask.deadlineHours ?? []))];
  const givenBy = (isWanted: (deadline: number) => boolean) =>
    solver.or(given.flatMap(({ ask, on }) => (isWanted(ask.deadlineHours ?? Infinity) ? [on] : [])));
  return hours.map((most) => [most, solver.and([at, givenBy((one) => one === most), -givenBy((one) => one < most)])]);
}

export function isRung(ask: Ask): boolean {
  return ask.mode === 'decide' && height(ask) >= 0;
}

function givenAsks(speakers: readonly Speaker[], isWanted: (mode: Ask['mode']) => boolean): Given[] {
  return speakers.flatMap(({ then, on }) =>
    then.flatMap((ask) => (ask.kind === 'require' && isWanted(ask.mode) ? [{ ask, stage: stageOf(ask), on }] : [])),
  );
}

function grouped(given: readonly Given[], keyOf: (one: Given) => string): [string, Given[]][] {
  const groups = new Map<string, Given[]>();
  for (const one of given) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return [...groups];
}
