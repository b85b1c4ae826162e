// What callers were told against what is written: each call on one row, and each row by one call.
import type { Entry } from './journal.ts';
import { judgeRegister, type Written } from './register.ts';

export type Row = { id: string; person: string; content?: string; caseId?: string; outcome?: string };
export type Rows = {
  file: readonly Row[];
  decide: readonly (Row & Written)[];
  act: readonly Row[];
  change: readonly { id: string }[];
};
export type Compared = { lost: string[]; doubled: string[]; broken: string[] };

/** @param forgotten ids of calls whose rows a restore may have taken away */
export function compare(journal: readonly Entry[], rows: Rows, forgotten: readonly string[] = []): Compared {
  const expected = journal.filter(({ id }) => !forgotten.includes(id));
  const { doubled, broken } = judgeRegister(expected, rows.decide);
  const found: Compared = { lost: [], doubled, broken };
  const written = new Map(
    Object.entries(rows).map(([kind, list]) => [kind, new Map(list.map((row) => [row.id, row]))]),
  );
  for (const entry of expected) {
    const row = written.get(entry.kind)!.get(entry.id);
    const isKept = entry.status >= 200 && entry.status < 300;
    if (isKept && !row) found.lost.push(words(entry));
    if (!isKept && entry.status >= 400 && row) found.broken.push(`refused and yet recorded: ${words(entry)}`);
    if (row && Object.entries(row).some(([name, value]) => differs(entry, name, value)))
      found.lost.push(`${words(entry)}: ${JSON.stringify(row)}`);
  }
  // A change of the world is a PATCH without a key: asked again it may rightly stand there twice.
  for (const kind of ['file', 'act'] as const) found.doubled.push(...unasked(kind, journal, rows[kind]));
  return found;
}

/** Rows that no call accounts for, and calls that share one. */
function unasked(kind: 'file' | 'act', journal: readonly Entry[], rows: readonly Row[]): string[] {
  const entries = journal.filter((entry) => entry.kind === kind);
  // Who never heard an answer does not know the id of his case.
  const unheard = entries.filter(({ id, status }) => id === '' && status === 0);
  return rows.flatMap(({ id, person, content }) => {
    const calls = entries.filter((entry) => entry.id === id).length;
    if (calls > 1) return [`${calls} calls were told of ${kind} ${id} of ${person}`];
    if (calls === 1) return [];
    const index = unheard.findIndex((one) => one.person === person && one.content === content);
    if (index < 0) return [`${kind} ${id} of ${person} was asked for by no call`];
    unheard.splice(index, 1);
    return [];
  });
}

const words = (entry: Entry) => `${entry.kind} ${entry.id} of ${entry.person} (${entry.status} ${entry.code ?? ''})`;

/** A row says of an act what its journal says. */
function differs(entry: Entry, name: string, value: unknown): boolean {
  const said = entry[name as keyof Entry];
  return name !== 'kind' && name !== 'id' && said !== undefined && said !== value;
}
