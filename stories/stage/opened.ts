// The cases the system opened by itself, against those a story expects. The set is exact.
import type { RequestView } from '../../api/views.ts';
import type { ExpectedCase } from '../story.ts';
import { read, type Stage } from './stage.ts';

type Found = { id: string; process: string; subject: string; form: Record<string, unknown> };

/** Without a request, all that the story has touched: every case nobody in it filed. */
export async function openedDifferences(
  stage: Stage,
  expected: ExpectedCase[],
  request: RequestView | undefined,
): Promise<string[]> {
  const left = await found(stage, request);
  const missing: ExpectedCase[] = [];
  for (const wanted of expected) {
    const index = left.findIndex((one) => fits(wanted, one));
    const [match] = index < 0 ? [] : left.splice(index, 1);
    if (!match) missing.push(wanted);
    else if (wanted.ref !== undefined) stage.filed.set(wanted.ref, { id: match.id, filer: stage.cast.desk });
  }
  if (missing.length === 0 && left.length === 0) return [];
  const name = ({ process, subject }: { process: string; subject?: unknown }) =>
    [process, subject].filter(Boolean).map(String).join(' ');
  return [`opened: missing ${missing.map(name).join(', ') || 'none'}, too many ${left.map(name).join(', ') || 'none'}`];
}

async function found({ client, cast, filed }: Stage, request: RequestView | undefined): Promise<Found[]> {
  const known = new Set([...filed.values()].map(({ id }) => id));
  // Not every reader sees what a request has led to; the regional desk does.
  const page = await read(client, cast.desk, request ? `/requests/${request.id}` : '/requests?limit=100');
  const all = (page[request ? 'opened' : 'items'] ?? []) as { id: string }[];
  const ids = all.map(({ id }) => id).filter((id) => request !== undefined || !known.has(id));
  return Promise.all(
    ids.map(async (id) => {
      const { process, subject, form } = (await read(client, cast.desk, `/requests/${id}`)) as RequestView;
      return { id, process, subject: subject.id, form };
    }),
  );
}

function fits({ process, subject, ref: _, ...rest }: ExpectedCase, one: Found): boolean {
  if (process !== one.process) return false;
  if (
    subject !== undefined &&
    subject !== one.subject &&
    JSON.stringify(subject) !== JSON.stringify(one.form['subject'])
  )
    return false;
  return Object.entries(rest).every(([key, value]) => one.form[key] === value);
}
