// Reads who has or wants a place in areas under a ceiling, in the order that counts.
import type { Claim, ClaimRank, Counted } from '../rules/places.ts';
import type { Reader } from './people.ts';

export type Claims = { claims: Claim[]; counted: Counted[] };
type Row = {
  areaId: string;
  heads: number;
  firstDate: string;
  lastDate: string;
  kind: string;
  fromAt: Date;
  stateSince: Date;
  filedAt: Date;
  reference: string;
  ordinal: number;
};

/** @param except the case whose own claims its caller knows better */
export async function loadClaims(
  db: Reader,
  areas: readonly string[],
  from: string,
  to: string,
  now: number,
  except: string | null,
): Promise<Claims> {
  if (areas.length === 0) return { claims: [], counted: [] };
  const rows = await db.$queryRaw<Row[]>`
    SELECT s."areaId", s.heads, s."firstDate", s."lastDate", s.kind, s."fromAt", p."stateSince", c."filedAt", c.reference, p.ordinal
    FROM stays s JOIN parts p ON p.id = s."partId" JOIN cases c ON c.id = s."caseId"
    WHERE s."areaId" = ANY (${[...areas]}) AND s."firstDate" <= ${to} AND s."lastDate" >= ${from}
      AND s.kind IN ('granted', 'asked', 'queued') AND (${except}::uuid IS NULL OR s."caseId" <> ${except}::uuid)`;
  const presences = await db.presence.findMany({
    where: { areaId: { in: [...areas] }, kind: 'visitors', from: { lte: to }, to: { gt: from } },
  });
  return {
    claims: rows.map((row) => ({
      area: row.areaId,
      heads: row.heads,
      firstDate: row.firstDate,
      lastDate: row.lastDate,
      ...placeInLine(row, now),
    })),
    counted: presences.map((one) => ({ area: one.areaId, persons: one.persons, from: one.from, to: one.to })),
  };
}

function placeInLine(
  { kind, fromAt, stateSince, filedAt, reference, ordinal }: Row,
  now: number,
): Pick<Claim, 'rank' | 'since' | 'tie'> {
  const rank: ClaimRank =
    kind === 'granted' ? (+fromAt <= now ? 'present' : 'granted') : kind === 'asked' ? 'asked' : 'queued';
  return { rank, since: kind === 'granted' ? +stateSince : +filedAt, tie: tieOf(reference, ordinal) };
}

export function tieOf(reference: string, ordinal: number): string {
  return `${reference}/${String(ordinal).padStart(4, '0')}`;
}
