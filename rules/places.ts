// Who finds a place under a ceiling: heads a night, in an order that does not depend on who asks first after a change (domain 1.7).
import { addDays } from './working-time.ts';

/** Who is there, who has been granted, who has been asked about and holds a place, who waits for one. */
export const claimRanks = { present: 0, granted: 1, asked: 2, queued: 3 } as const;
export type ClaimRank = keyof typeof claimRanks;

export type Claim = {
  area: string;
  heads: number;
  /** Local dates; the night of the last date is not spent. */
  firstDate: string;
  lastDate: string;
  rank: ClaimRank;
  /** Epoch ms: of the grant for who is granted, of the filing for all others. */
  since: number;
  tie: string;
};
/** Heads counted in an area that no request knows; `to` is the first night free again. */
export type Counted = { area: string; persons: number; from: string; to: string };

/** Seats every claim that comes before `mine` and fits, then says whether `mine` fits on each of its nights. */
export function hasPlace(mine: Claim, others: readonly Claim[], counted: readonly Counted[], ceiling: number): boolean {
  const taken = new Map<string, number>();
  const before = others.filter((one) => one.area === mine.area && compareClaims(one, mine) < 0).sort(compareClaims);
  const fits = (claim: Claim) =>
    nightsOfClaim(claim).every(
      (night) => (taken.get(night) ?? 0) + claim.heads + countedOn(night, mine.area, counted) <= ceiling,
    );
  for (const one of before) {
    if (one.rank !== 'present' && !fits(one)) continue;
    for (const night of nightsOfClaim(one)) taken.set(night, (taken.get(night) ?? 0) + one.heads);
  }
  return mine.rank === 'present' || fits(mine);
}

function compareClaims(a: Claim, b: Claim): number {
  return claimRanks[a.rank] - claimRanks[b.rank] || a.since - b.since || (a.tie < b.tie ? -1 : Number(a.tie > b.tie));
}

/** The nights of a claim as local dates; a visit within one day counts as that night. */
export function nightsOfClaim({ firstDate, lastDate }: Pick<Claim, 'firstDate' | 'lastDate'>): string[] {
  const nights = [firstDate];
  for (let night = addDays(firstDate, 1); night < lastDate && nights.length < 800; night = addDays(night, 1))
    nights.push(night);
  return nights;
}

function countedOn(night: string, area: string, counted: readonly Counted[]): number {
  return counted
    .filter((one) => one.area === area && one.from <= night && night < one.to)
    .reduce((sum, one) => sum + one.persons, 0);
}
