// How many heads are in an area at an instant, and what is known of them.
import { Prisma } from '../prisma/client/client.ts';
import type { Database } from '../prisma/connect.ts';
import { localDate } from '../rules/working-time.ts';

export type Question = {
  area: string;
  zone: string;
  at: number;
  now: number;
  /** Only heads of this organization; presences name none. */ organization: string | null;
};
export type Headcount = {
  total: number;
  visitors: number;
  residents: number;
  onLeave: number;
  statuses: Record<string, number>;
};

const present = ['cleared', 'cleared-with-conditions', 'registered', 'in-travel'];

export async function headcount(db: Database, question: Question): Promise<Headcount> {
  const stays = await staysAt(db, question);
  const presences = question.organization === null ? await presencesAt(db, question) : [];
  const counted = (kind: string) =>
    presences.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.persons, 0);
  const visitors = stays.reduce((sum, one) => sum + one.heads, 0) + counted('visitors');
  const [residents, onLeave] = [counted('residents'), counted('on-leave')];
  return {
    total: visitors + residents + onLeave,
    visitors,
    residents,
    onLeave,
    statuses: await statusesOf(
      db,
      stays.map((one) => one.caseId),
    ),
  };
}

type StayRow = { caseId: string; heads: number };

/** Who overstays is counted where he was last, until he is out; who is suspended, once he is there. */
async function staysAt(db: Database, { area, at, now, organization }: Question): Promise<StayRow[]> {
  const [instant, today] = [new Date(at), new Date(now)];
  return db.$queryRaw<StayRow[]>`
    SELECT s."caseId"::text AS "caseId", s."heads" FROM "stays" s JOIN "cases" c ON c."id" = s."caseId"
    WHERE s."areaId" = ${area} AND s."fromAt" <= ${instant}
      AND (${organization}::text IS NULL OR c."organizationId" = ${organization})
      AND ((s."toAt" > ${instant} AND (c."state" IN (${Prisma.join(present)}) OR c."state" = 'overstay' OR (c."state" = 'suspended' AND s."fromAt" <= ${today})))
        OR (c."state" = 'overstay' AND s."toAt" <= ${instant} AND NOT EXISTS (SELECT 1 FROM "stays" later WHERE later."caseId" = s."caseId" AND later."fromAt" > s."fromAt")))`;
}

/** `to` is the first night free again. */
async function presencesAt(db: Database, { area, zone, at }: Question) {
  const date = localDate(at, zone);
  return db.presence.findMany({
    where: { areaId: area, from: { lte: date }, to: { gt: date } },
    select: { kind: true, persons: true },
  });
}

/** The newest word of each case counts. */
async function statusesOf(db: Database, cases: readonly string[]): Promise<Record<string, number>> {
  const acts = await db.act.findMany({
    where: { caseId: { in: [...new Set(cases)] }, verb: 'check-in' },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    distinct: ['caseId'],
    select: { form: true },
  });
  const statuses: Record<string, number> = {};
  for (const { form } of acts) {
    const { status } = form as { status?: unknown };
    if (typeof status === 'string') statuses[status] = (statuses[status] ?? 0) + 1;
  }
  return statuses;
}
