// The nights a part takes in its area: whereabouts, headcount and ceilings are read from these rows.
import { isDeepStrictEqual } from 'node:util';
import type { Prisma } from '../prisma/client/client.ts';
import { idOf } from './bytes.ts';
import type { Docket, PartRow, Tx } from './docket.ts';
import { rankOf } from './places.ts';

type Stay = Omit<Prisma.StayGetPayload<object>, 'takenAt'>;

const over = new Set(['cancelled', 'expired-undecided', 'withdrawn', 'denied']);
const kinds = { present: 'granted', granted: 'granted', asked: 'asked', queued: 'queued' } as const;
const holds = new Set(['granted', 'asked']);

/** Keeps the stays of a case in line with its parts; answers whether a place one held became free. */
export async function keepStays(docket: Docket, tx: Tx): Promise<boolean> {
  const { kase, now, before } = docket;
  const wanted = docket.parts.flatMap((part) => stayOf(docket, part) ?? []);
  const known = before.has(kase.id) ? await tx.stay.findMany({ where: { caseId: kase.id } }) : [];
  const gone = known.filter((one) => !wanted.some((other) => other.id === one.id));
  const fresh = wanted.filter((one) => !known.some((other) => other.id === one.id));
  if (gone.length > 0) await tx.stay.deleteMany({ where: { id: { in: gone.map((one) => one.id) } } });
  if (fresh.length > 0) await tx.stay.createMany({ data: fresh.map((one) => ({ ...one, takenAt: new Date(now) })) });
  let frees = gone.some((one) => holds.has(one.kind));
  for (const { takenAt: _, ...was } of known) {
    const is = wanted.find((one) => one.id === was.id);
    if (!is || isDeepStrictEqual(is, was)) continue;
    await tx.stay.update({ where: { id: is.id }, data: is });
    frees ||= holds.has(was.kind) && leaves(was, is);
  }
  return frees;
}

function leaves(was: Stay, is: Stay): boolean {
  return (
    !holds.has(is.kind) ||
    is.areaId !== was.areaId ||
    is.heads < was.heads ||
    is.firstDate !== was.firstDate ||
    is.lastDate !== was.lastDate
  );
}

function stayOf({ kase, now }: Docket, part: PartRow): Stay | null {
  const rank = part.state === 'registered' ? 'registered' : rankOf(part, now);
  const { areaId, fromAt, toAt, arrive, depart, heads } = part;
  if (!part.active || !rank || over.has(kase.state) || heads === 0 || !areaId || !fromAt || !toAt || !arrive || !depart)
    return null;
  return {
    ...{ id: idOf('stay', part.id), caseId: kase.id, partId: part.id, personId: kase.subjectId, areaId, heads },
    kind: rank === 'registered' ? rank : kinds[rank],
    ...{ firstDate: arrive.slice(0, 10), lastDate: depart.slice(0, 10), fromAt, toAt, recheck: false },
  };
}
