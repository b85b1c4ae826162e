// Drafts of rules in the tables: every save is a row of its own, and of two saves on the same one the second is refused.
import { randomUUID } from 'node:crypto';
import type { Database } from '../../prisma/connect.ts';
import type { Prisma } from '../../prisma/client/client.ts';
import { refusal } from '../refusals.ts';
import type { Text } from './content.ts';

export type DraftRow = Prisma.RuleDraftGetPayload<object>;
export type Saved = { revision: number; hash: string; savedById: string; savedAt: Date };
export type FullDraft = DraftRow & Saved & { content: unknown };

const head = { revision: true, hash: true, savedById: true, savedAt: true } as const;
const newest = { orderBy: { revision: 'desc' as const }, take: 1 };

export async function latestOf(db: Database, name: string, id: string, revision?: number): Promise<FullDraft | null> {
  const which = revision === undefined ? newest : { where: { revision }, take: 1 };
  const row = await db.ruleDraft.findFirst({
    where: { id, name },
    include: { revisions: { ...which, select: { ...head, bytes: true } } },
  });
  const last = row?.revisions[0];
  if (!row || !last) return null;
  const { bytes, ...saved } = last;
  return { ...row, ...saved, content: JSON.parse(Buffer.from(bytes).toString()) };
}

/** Those not discarded, last worked on first. */
export async function draftsOf(db: Database, name: string, take: number): Promise<(DraftRow & Saved)[]> {
  const rows = await db.ruleDraft.findMany({
    where: { name, state: { not: 'discarded' } },
    orderBy: [{ updatedAt: 'desc' }, { id: 'asc' }],
    take,
    include: { revisions: { ...newest, select: head } },
  });
  return rows.flatMap(({ revisions: [last], ...row }) => (last ? [{ ...row, ...last }] : []));
}

export function revisionsOf(db: Database, draftId: string): Promise<Saved[]> {
  return db.ruleDraftRevision.findMany({
    where: { draftId },
    orderBy: { revision: 'desc' },
    select: head,
    take: 1_000,
  });
}

export type NewDraft = {
  id?: string;
  name: string;
  title: string;
  base: number | null;
  by: string;
  at: Date;
  text: Text;
};

export async function createDraft(
  db: Database,
  { id = randomUUID(), name, title, base, by, at, text }: NewDraft,
): Promise<string> {
  await db.$transaction([
    db.ruleDraft.createMany({
      data: { id, name, title, base, authorId: by, createdAt: at, updatedAt: at },
      skipDuplicates: true,
    }),
    insertRevision(db, id, 1, by, at, text),
  ]);
  return id;
}

export type Save = {
  draft: DraftRow;
  revision: number;
  title: string;
  base: number | null;
  by: string;
  at: Date;
  text: Text;
};

/** False where somebody has saved that revision already. @throws 409 draft-closed */
export async function saveRevision(
  db: Database,
  { draft, revision, title, base, by, at, text }: Save,
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    if ((await insertRevision(tx, draft.id, revision, by, at, text)) === 0) return false;
    const where = { id: draft.id, state: 'open' };
    const { count } = await tx.ruleDraft.updateMany({ where, data: { title, base, updatedAt: at } });
    if (count === 0) throw draftClosed();
    return true;
  });
}

export function draftClosed() {
  return refusal('draft-closed', 'It has been submitted, published or discarded. Save it as a copy: ?as=copy');
}

/** As text, so that no key is lost on the way. */
function insertRevision(
  db: Pick<Database, '$executeRaw'>,
  draftId: string,
  revision: number,
  by: string,
  at: Date,
  { bytes, hash }: Text,
) {
  const json = Buffer.from(bytes).toString();
  return db.$executeRaw`INSERT INTO rule_draft_revisions ("draftId", revision, content, bytes, hash, "savedById", "savedAt")
    VALUES (${draftId}::uuid, ${revision}, ${json}::jsonb, ${bytes}, ${hash}, ${by}, ${at}) ON CONFLICT DO NOTHING`;
}
