// The nights a part takes in its area: whereabouts, headcount and ceilings are read from these rows.
import { idOf } from './bytes.ts';
import type { Docket, PartRow, Tx } from './docket.ts';
import { rankOf } from './places.ts';

const over = new Set(['cancelled', 'expired-undecided', 'withdrawn', 'denied']);
const kinds = { present: 'granted', granted: 'granted', asked: 'asked', queued: 'queued' } as const;

/** Keeps the stay of a part in line with its state; answers whether a place it held became free. */
export async function keepStay(docket: Docket, part: PartRow, tx: Tx): Promise<boolean> {
  const { kase, now } = docket;
  const id = idOf('stay', part.id);
  const before = await tx.stay.findUnique({ where: { id } });
  const rank = part.state === 'registered' ? 'registered' : rankOf(part, now);
  const { areaId, fromAt, toAt, arrive, depart } = part;
  const held = before?.kind === 'granted' || before?.kind === 'asked';
  if (
    !part.active ||
    !rank ||
    over.has(kase.state) ||
    part.heads === 0 ||
    !areaId ||
    !fromAt ||
    !toAt ||
    !arrive ||
    !depart
  ) {
    if (before) await tx.stay.delete({ where: { id } });
    return held;
  }
  const kind = rank === 'registered' ? rank : kinds[rank];
  const data = {
    personId: kase.subjectId,
    areaId,
    heads: part.heads,
    kind,
    firstDate: arrive.slice(0, 10),
    lastDate: depart.slice(0, 10),
    fromAt,
    toAt,
    recheck: false,
  };
  await tx.stay.upsert({
    where: { id },
    create: { id, caseId: kase.id, partId: part.id, takenAt: new Date(now), ...data },
    update: data,
  });
  const frees =
    before &&
    (kind === 'queued' ||
      before.heads > data.heads ||
      before.firstDate !== data.firstDate ||
      before.lastDate !== data.lastDate ||
      before.areaId !== areaId);
  return held && !!frees;
}
