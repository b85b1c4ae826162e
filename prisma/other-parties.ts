// Who has a hand in a case besides its subject and submitter: whoever saved a revision of the draft that it is about.
import type { Prisma, PrismaClient } from './client/client.ts';

type Reader = Prisma.TransactionClient | PrismaClient;

export async function otherParties(
  db: Reader,
  { process, form }: { process: string; form: unknown },
): Promise<string[]> {
  const { draft } = form as { draft?: string };
  if (process !== 'ruleChange' || draft === undefined) return [];
  const rows = await db.ruleDraftRevision.findMany({
    where: { draftId: draft },
    distinct: ['savedById'],
    select: { savedById: true },
    orderBy: { savedById: 'asc' },
  });
  return rows.map((row) => row.savedById);
}
