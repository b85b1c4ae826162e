// Reference data from a table: every bad row is named, and nothing is written unless all rows are good.
import { z } from 'zod';
import { readWorldCsv, type BadRow } from '../forms/world-csv.ts';
import { Problem, problemOf } from './problem.ts';
import { route, type ApiRouter } from './route.ts';
import { collections, type Collection } from '../forms/world-collections.ts';
import { findMissing } from '../prisma/world-references.ts';
import { demandRight, mayChangeSome } from './world-rights.ts';
import { sendChange } from './world-routes.ts';

const Imported = z
  .object({ rows: z.int(), dryRun: z.boolean(), written: z.int(), changes: z.array(z.uuid()) })
  .meta({ id: 'Imported', description: 'A refusal lists every bad row in errors: path is line.column' });
const query = z.strictObject({ dryRun: z.literal(['0', '1']).optional() });

export function importRoutes(router: ApiRouter): void {
  for (const [name, collection] of Object.entries(collections)) importRoute(router, name, collection);
}

function importRoute(router: ApiRouter, name: string, collection: Collection): void {
  const { kind, keyOf } = collection;
  const access = (person: Parameters<typeof mayChangeSome>[0]) => mayChangeSome(person, kind);
  const body = z.string().min(1).meta({ description: 'CSV; the first line names the columns' });
  const spec = {
    method: 'post',
    path: `/${name}/import`,
    access,
    consumes: 'text/csv',
    query,
    body,
    answers: { 200: Imported },
  } as const;
  route(
    router,
    { ...spec, summary: `Take over ${name} from a table; dryRun=1 only looks` },
    async ({ input, person, deps }) => {
      const { rows, bad } = readWorldCsv(kind, input.body);
      bad.push(...(await findMissing(deps.db, collection, rows)));
      for (const { line, patch } of rows) {
        await demandRight(deps.db, person, { kind, key: keyOf(patch), patch }).catch((error: unknown) => {
          if (!(error instanceof Problem)) throw error;
          bad.push({ line, column: null, message: error.message });
        });
      }
      if (bad.length > 0) throw problemOf('rows-refused', 'Nothing was written.', { errors: faults(bad) });
      const isDry = input.query.dryRun === '1';
      const changes: string[] = [];
      for (const { line, patch } of isDry ? [] : rows) {
        const [, { change }] = await sendChange(deps, person, {
          kind,
          key: keyOf(patch),
          patch,
          reason: 'import',
        }).catch((error: unknown) => {
          throw error instanceof Problem && changes.length > 0 ? stoppedAt(line, error, changes) : error;
        });
        changes.push(change);
      }
      return { rows: rows.length, dryRun: isDry, written: changes.length, changes };
    },
  );
}

const faults = (bad: readonly BadRow[]) =>
  bad.map(({ line, column, message }) => ({
    path: column === null ? String(line) : `${line}.${column}`,
    code: 'row',
    message,
    line,
    column,
  }));

/** Rows are written one by one; those before are, the rest is not. */
function stoppedAt(line: number, { status, code, message, extra }: Problem, written: string[]): Problem {
  return new Problem(
    status,
    code,
    `${written.length} rows are written; line ${line} and what follows is not. ${message}`.trim(),
    { ...extra, line, changes: written },
  );
}
