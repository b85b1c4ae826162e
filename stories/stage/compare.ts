// Compares what a story expects with what the API answers. Keys not given are not looked at.
import type { RequestView } from '../../api/views.ts';
import type { Expect, ExpectedPart, ExpectedTask } from '../story.ts';

type Part = RequestView['parts'][number];
type Held = { authority: string; holders: readonly { id: string }[] };

/** One sentence a difference; none when all holds. */
export function differences(expected: Expect, found: RequestView): string[] {
  const said = [
    ...same('state', expected.state, found.state),
    ...same('valid', expected.valid, found.valid),
    ...among('reasons', expected.reasons, [...found.reasons, ...found.parts.flatMap(({ reasons }) => reasons)]),
    ...among(
      'notified',
      expected.notified,
      found.notified.map(({ person }) => person.id),
    ),
    ...tasks(expected.openTasks, found.openTasks),
  ];
  for (const part of expected.parts ?? []) said.push(...partDifferences(part, found));
  return said;
}

export function same(what: string, expected: unknown, found: unknown): string[] {
  if (expected === undefined || JSON.stringify(expected) === JSON.stringify(found ?? null)) return [];
  return [`${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found ?? null)}`];
}

/** All must be present; more may be. */
export function among(what: string, expected: readonly string[] | undefined, found: readonly string[]): string[] {
  const missing = (expected ?? []).filter((entry) => !found.includes(entry));
  return missing.length === 0
    ? []
    : [`${what}: expected ${missing.join(', ')}, found ${[...new Set(found)].join(', ') || 'none'}`];
}

/** The exact set; two tasks alike in authority and holder count once. */
export function tasks(expected: readonly ExpectedTask[] | undefined, found: readonly Held[]): string[] {
  if (!expected) return [];
  const left = new Map(found.map((task) => [nameOf(task), task]));
  const missing = new Map<string, ExpectedTask>();
  for (const task of expected) missing.set(nameOfExpected(task), task);
  for (const [name, task] of missing) {
    const match = [...left].find(([, held]) => isHeldBy(task, held));
    if (!match) continue;
    missing.delete(name);
    left.delete(match[0]);
  }
  if (missing.size === 0 && left.size === 0) return [];
  return [
    `openTasks: expected ${expected.map(nameOfExpected).join(', ') || 'none'}, found ${[...new Set(found.map(nameOf))].join(', ') || 'none'}`,
  ];
}

function isHeldBy({ authority, holder }: ExpectedTask, held: Held): boolean {
  if (authority !== held.authority) return false;
  return holder === undefined || idsOf([holder].flat()) === idsOf(held.holders.map(({ id }) => id));
}

const idsOf = (ids: readonly string[]) => [...new Set(ids)].sort().join(' ');
const nameOf = ({ authority, holders }: Held) => `${authority} (${idsOf(holders.map(({ id }) => id))})`;
const nameOfExpected = ({ authority, holder }: ExpectedTask) => `${authority} (${idsOf([holder ?? []].flat())})`;

function partDifferences(expected: ExpectedPart, request: RequestView): string[] {
  const found = findPart(expected, request.parts);
  const { area, stop, subject, event, finding, activity, organization } = expected;
  const name = [area, stop, subject, event, finding, activity, organization]
    .filter((part) => part !== undefined)
    .join(' ');
  if (!found) return [`parts ${name}: there is no such part`];
  const { waitingFor, decidedBy } = expected;
  const content = found as unknown as Record<string, unknown>;
  const said = [
    ...same('state', expected.state, found.state),
    ...among('reasons', expected.reasons, found.reasons),
    ...same('until', expected.until, found.until),
    ...same('nights', expected.nights, found.nights),
    ...same('exemption', expected.exemption, found.exemption),
    ...['presentRisk', 'projectedRisk', 'due'].flatMap((key) =>
      same(key, expected[key as keyof ExpectedPart], content[key]),
    ),
    ...same('history', expected.history, expected.history && historyLike(expected.history, found)),
    ...conditions(expected.conditions, found.conditions),
    ...same('decided by authority', decidedBy?.authority, found.decidedBy?.authority),
    ...same('decided by holder', decidedBy?.holder, found.decidedBy?.holder.id),
    ...same('decided by instrument', decidedBy?.instrument, found.decidedBy?.instrument),
  ];
  if (waitingFor && !(found.waitingFor && isHeldBy(waitingFor, found.waitingFor)))
    said.push(
      `waitingFor: expected ${nameOfExpected(waitingFor)}, found ${found.waitingFor ? nameOf(found.waitingFor) : 'nobody'}`,
    );
  return said.map((line) => `parts ${name} ${line}`);
}

/** By area, stop and subject; where several subjects share a stop and none is named, the traveller. */
export function findPart(expected: ExpectedPart, parts: readonly Part[]): Part | undefined {
  const { area, stop, event, finding, activity, organization } = expected;
  const subject = expected.subject ?? event ?? finding ?? activity ?? organization;
  const fitting = parts.filter(
    (part) =>
      (area === undefined || part.area?.id === area) &&
      (stop === undefined || part.stop === stop) &&
      (subject === undefined || part.subject === subject),
  );
  return fitting.find((part) => part.subject === 'traveller') ?? fitting[0];
}

function historyLike(expected: readonly { holder?: string; outcome?: string }[], part: Part) {
  return part.history.map(({ holder, outcome }, index) => {
    const wanted = expected[index] ?? { holder: '', outcome: '' };
    const entry = { holder: holder.id, outcome } as const;
    return Object.fromEntries(Object.keys(wanted).map((key) => [key, entry[key as keyof typeof entry]]));
  });
}

function conditions(
  expected: readonly Record<string, unknown>[] | undefined,
  found: readonly Record<string, unknown>[],
): string[] {
  if (!expected) return [];
  const codes = (list: readonly Record<string, unknown>[]) => list.map(({ code }) => code).sort();
  const said = same('conditions', codes(expected), codes(found));
  for (const condition of expected) {
    const match = found.find(({ code }) => code === condition['code']);
    if (match)
      for (const [key, value] of Object.entries(condition))
        said.push(...same(`condition ${String(condition['code'])} ${key}`, value, match[key]));
  }
  return said;
}
