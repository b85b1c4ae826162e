// Decisions as a register that is written once for each task: what the callers were told, and when, must fit one order of events.
import type { Entry } from './journal.ts';

export type Written = { id: string; task: string; kind: string };

export function judgeRegister(
  journal: readonly Entry[],
  rows: readonly Written[],
): { doubled: string[]; broken: string[] } {
  const asked = new Map(journal.flatMap((one) => (one.kind === 'decide' ? [[one.id, one] as const] : [])));
  const written = new Map<string, Written[]>();
  for (const row of rows.filter((one) => one.kind === 'decision'))
    written.set(row.task, [...(written.get(row.task) ?? []), row]);
  const doubled = [...written].flatMap(([task, { length }]) => (length > 1 ? [`${length} decisions of ${task}`] : []));
  const broken: string[] = [];
  for (const { id, task } of rows)
    if (!asked.has(id)) broken.push(`${id} of task ${task} was decided by nobody's click`);
  for (const { id, task, code, answered = 0 } of asked.values()) {
    if (code !== 'already-decided') continue;
    const [first] = written.get(task!) ?? [];
    const winner = first && asked.get(first.id);
    if (!winner) broken.push(`${id} was told that ${task} is decided, and nobody decided it`);
    else if (winner.asked > answered) broken.push(`${id} was told that ${task} is decided before anybody clicked`);
  }
  return { doubled, broken };
}
