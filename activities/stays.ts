// The nights a part takes in its area: whereabouts, headcount and ceilings are read from these rows.
import { isGranted, type Basis } from '../rules/living.ts';
import { idOf } from './bytes.ts';
import type { Docket, PartRow, Tx } from './docket.ts';

const holdsPlace = new Set(['waiting', 'suspended', 'registered', 'on-hold']);

/** Keeps the stay of a part in line with its state. A part returned, denied or ended holds no place. */
export async function keepStay(docket: Docket, part: PartRow, tx: Tx): Promise<void> {
  const { kase } = docket;
  const id = idOf('stay', part.id);
  const stands = isGranted(part.state) || !!(part.basis as Basis | null)?.extension;
  const here = stands || holdsPlace.has(part.state);
  const over = ['cancelled', 'expired-undecided', 'withdrawn', 'denied'].includes(kase.state);
  if (
    !part.active ||
    !here ||
    over ||
    part.heads === 0 ||
    !part.areaId ||
    !part.fromAt ||
    !part.toAt ||
    !part.arrive ||
    !part.depart
  ) {
    await tx.stay.deleteMany({ where: { id } });
    return;
  }
  const kind = part.state === 'registered' ? 'registered' : stands ? 'granted' : 'asked';
  const data = {
    personId: kase.subjectId,
    areaId: part.areaId,
    heads: part.heads,
    kind,
    firstDate: part.arrive.slice(0, 10),
    lastDate: part.depart.slice(0, 10),
    fromAt: part.fromAt,
    toAt: part.toAt,
  };
  await tx.stay.upsert({
    where: { id },
    create: { id, caseId: kase.id, partId: part.id, takenAt: new Date(docket.now), ...data },
    update: data,
  });
}
