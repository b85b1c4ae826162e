// Places under a ceiling: the lock they are given out under, the claims of a case's own parts, and who is called when one is free.
import { loadClaims, tieOf, type Claims } from '../prisma/load-claims.ts';
import { hasPlace, type Claim, type ClaimRank } from '../rules/places.ts';
import { isGranted, type Basis } from '../rules/living.ts';
import type { Facts } from '../rules/rule-set.ts';
import type { TripPart } from '../rules/trip-parts.ts';
import type { World } from '../rules/world.ts';
import type { Docket, PartRow, Tx } from './docket.ts';

const PLACES = 7_002;

/** Takes the areas with a ceiling for this transaction, in one order for all. */
export async function lockCeilings(tx: Tx, areas: readonly string[]): Promise<void> {
  for (const area of areas) await tx.$executeRaw`SELECT pg_advisory_xact_lock(${PLACES}, hashtext(${area}))`;
}

export async function claimsFor(
  tx: Tx,
  docket: Docket,
  areas: readonly string[],
  parts: readonly TripPart[],
): Promise<Claims> {
  if (areas.length === 0) return { claims: [], counted: [] };
  const [first, last] = [
    parts.map((one) => one.firstDate).sort()[0]!,
    parts
      .map((one) => one.lastDate)
      .sort()
      .at(-1)!,
  ];
  return loadClaims(tx, areas, first, last, docket.now, docket.kase.id);
}

/** Whether a part has a place, other parts of its own case counted as they now stand. */
export function placeFree(
  part: TripPart,
  docket: Docket,
  parts: readonly TripPart[],
  { claims, counted }: Claims,
  world: World,
): boolean {
  const ceiling = world.areas.get(part.area)?.ceiling ?? null;
  if (ceiling === null || part.heads === 0) return true;
  const own = parts
    .filter((one) => one !== part && one.area === part.area && one.heads > 0)
    .flatMap((one) => ownClaim(one, docket, false) ?? []);
  return hasPlace(ownClaim(part, docket, true)!, [...claims, ...own], counted, ceiling);
}

function ownClaim(part: TripPart, docket: Docket, isAsking: boolean): Claim | null {
  const { kase, now } = docket;
  const row = docket.parts.find((one) => one.active && one.ordinal === part.ordinal && one.subject === part.subject);
  const rank = rankOf(row, now);
  if (!rank && !isAsking) return null;
  const { area, heads, firstDate, lastDate } = part;
  const isHeld = rank === 'present' || rank === 'granted';
  return {
    area,
    heads,
    firstDate,
    lastDate,
    rank: rank ?? 'queued',
    since: isHeld ? +row!.stateSince : +kase.filedAt,
    tie: tieOf(kase.reference, part.ordinal),
  };
}

/** Null where a part holds no place: returned, denied or ended. */
export function rankOf(row: PartRow | undefined, now: number): ClaimRank | null {
  if (!row || row.state === 'new') return 'queued';
  if (isGranted(row.state) || (row.basis as Basis | null)?.extension)
    return +row.fromAt! <= now ? 'present' : 'granted';
  if (row.state === 'waiting' || row.state === 'suspended') return 'asked';
  if (row.state === 'on-hold') return (row.facts as Facts | null)?.['placeFree'] === false ? 'queued' : 'asked';
  return null;
}

/** Marks those who wait for a place in these areas; the mark stands until they have been judged again. */
export async function callWaiting(tx: Tx, areas: readonly string[], caseId: string): Promise<void> {
  await tx.stay.updateMany({
    where: { areaId: { in: [...areas] }, kind: 'queued', caseId: { not: caseId } },
    data: { recheck: true },
  });
}

/** Workflows of the requests so marked. */
export async function calledIn(tx: Tx, areas: readonly string[], caseId: string): Promise<string[]> {
  const rows = await tx.stay.findMany({
    where: { areaId: { in: [...areas] }, recheck: true, caseId: { not: caseId }, case: { live: true } },
    distinct: ['caseId'],
    select: { case: { select: { workflowId: true } } },
  });
  return rows.map((row) => row.case.workflowId).sort();
}
