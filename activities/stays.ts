// The nights a part takes in its area: whereabouts, headcount and ceilings are read from these rows.
import { isDeepStrictEqual } from 'node:util';
import { idOf } from '../canonical.ts';
import type { Docket, PartRow, Tx } from './docket.ts';
import { rankOf } from './places.ts';
import type { StayRow as Stay } from './read-desk.ts';

const over = new Set(['cancelled', 'expired-undecided', 'withdrawn', 'denied']);
const kinds = { present: 'granted', granted: 'granted', asked: 'asked', queued: 'queued' } as const;
const holds = new Set(['granted', 'asked']);

/** The stays to write so that they agree with the parts, and whether a place one of them held becomes free. */
export async function planStays(docket: Docket, tx: Tx): Promise<{ rows: Stay[]; frees: boolean }> {
  const { kase, before, stays: known } = docket;
  const wanted = docket.parts.flatMap((part) => stayOf(docket, part) ?? []);
  if (!before.has(kase.id)) return { rows: wanted, frees: false };
  const gone = known.filter((one) => !wanted.some((other) => other.id === one.id));
  if (gone.length > 0) await tx.stay.deleteMany({ where: { id: { in: gone.map((one) => one.id) } } });
  const rows: Stay[] = [];
  let frees = gone.some((one) => holds.has(one.kind));
  for (const fresh of wanted) {
    const was = known.find((one) => one.id === fresh.id);
    const is = { ...fresh, takenAt: was?.takenAt ?? fresh.takenAt };
    if (!isDeepStrictEqual(is, was)) rows.push(is);
    frees ||= !!was && holds.has(was.kind) && leaves(was, is);
  }
  return { rows, frees };
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
    ...{
      firstDate: arrive.slice(0, 10),
      lastDate: depart.slice(0, 10),
      fromAt,
      toAt,
      takenAt: new Date(now),
      recheck: false,
    },
  };
}
