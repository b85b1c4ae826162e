// Who has a hand in a case besides its subject and submitter: whoever saved the text of the draft that it is about, here or where it was copied from.
import type { Prisma, PrismaClient } from './client/client.ts';

type Reader = Prisma.TransactionClient | PrismaClient;

/** A text with a rule in it that is nobody's published version is the work of everybody who saved it, in whatever draft. */
export async function otherParties(
  db: Reader,
  { process, form }: { process: string; form: unknown },
): Promise<string[]> {
  const { draft } = form as { draft?: string };
  if (process !== 'ruleChange' || draft === undefined) return [];
  const rows = await db.$queryRaw<{ person: string }[]>`
    WITH own AS (SELECT hash, content, "savedById" FROM rule_draft_revisions WHERE "draftId" = ${draft}::uuid),
      made AS (SELECT hash FROM own WHERE jsonb_typeof(content -> 'rules') = 'array' AND content -> 'rules' <> '[]'
        AND hash NOT IN (SELECT hash FROM rule_set_versions))
    SELECT "savedById" AS person FROM own
    UNION SELECT r."savedById" FROM rule_draft_revisions r JOIN made ON made.hash = r.hash
    ORDER BY 1`;
  return rows.map((row) => row.person);
}
