// Pages: an opaque cursor that says after which key the next page begins.
import { z } from 'zod';
import { problemOf } from './problem.ts';

export const pageQuery = z.strictObject({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  q: z.string().trim().min(1).max(100).optional(),
});
export type PageQuery = z.output<typeof pageQuery>;

/** Key parts in sort order. */
export type Key = readonly (string | number | null)[];

export function cursorOf(key: Key): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** The key a cursor holds, checked against what its parts must be. */
export function readCursor<T extends z.ZodType>(cursor: string | undefined, shape: T): z.output<T> | undefined {
  if (cursor === undefined) return undefined;
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw problemOf('validation-failed', undefined, {
      errors: [{ path: 'cursor', code: 'custom', message: 'This cursor is not one of ours' }],
    });
  }
}

/** `rows` is read with one more than the limit. */
export function pageOf<R, V>(
  rows: readonly R[],
  limit: number,
  keyOf: (row: R) => Key,
  view: (row: R) => V,
): { items: V[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(view), next: rows.length > limit && last !== undefined ? cursorOf(keyOf(last)) : null };
}
