// Compares schema.prisma with a migrated database: what only SQL can say may be there besides, nothing else may differ.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { filters, withSchemaEngine } from './schema-engine.ts';

// Generated columns and deferred keys are said in SQL; the schema knows their types and targets only.
const catalogue = `
  SELECT format('column %s.%s %s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
           CASE WHEN a.attnotnull THEN ' not null' END,
           CASE WHEN a.attgenerated = '' THEN ' default ' || pg_get_expr(d.adbin, d.adrelid) END) AS line, false AS "sqlOnly"
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
   WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped AND NOT c.relispartition
     AND c.relname <> '_prisma_migrations'
  UNION ALL
  SELECT format('constraint %s %s on %s', conname, regexp_replace(pg_get_constraintdef(oid), ' DEFERRABLE.*', ''), conrelid::regclass),
         contype IN ('c', 'x', 't')
    FROM pg_constraint
   WHERE connamespace = 'public'::regnamespace AND conrelid <> 0 AND conrelid::regclass::text <> '_prisma_migrations' AND contype <> 'n'
  UNION ALL
  SELECT pg_get_indexdef(i.indexrelid), i.indpred IS NOT NULL OR i.indexprs IS NOT NULL OR am.amname <> 'btree'
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am am ON am.oid = c.relam
   WHERE c.relnamespace = 'public'::regnamespace AND i.indrelid::regclass::text <> '_prisma_migrations'
  UNION ALL
  SELECT format('enum %s %s', t.typname, string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder)), false
    FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid WHERE t.typnamespace = 'public'::regnamespace GROUP BY t.typname`;

export interface Drift {
  /** In the schema, not in the database. */
  missing: string[];
  /** In the database, not in the schema, though the schema could say it. */
  unexpected: string[];
}

/** Builds the schema in an empty `scratchUrl` and compares what the two catalogues say. */
export async function findDrift(migratedUrl: string, scratchUrl: string, folder = import.meta.dirname): Promise<Drift> {
  await query(scratchUrl, await schemaScript(scratchUrl, folder));
  const wanted = await query<Line>(scratchUrl, catalogue);
  const present = await query<Line>(migratedUrl, catalogue);
  const has = (lines: Line[], line: string) => lines.some((other) => other.line === line);
  return {
    missing: wanted.map(({ line }) => line).filter((line) => !has(present, line)),
    unexpected: present.filter(({ line, sqlOnly }) => !sqlOnly && !has(wanted, line)).map(({ line }) => line),
  };
}

/** The SQL that makes schema.prisma in an empty database. */
export async function schemaScript(url: string, folder = import.meta.dirname): Promise<string> {
  const path = join(folder, 'schema.prisma');
  const files = [{ path, content: readFileSync(path, 'utf8') }];
  const { stdout } = await withSchemaEngine(url, folder, (engine) =>
    engine.diff({
      from: { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters,
    }),
  );
  return stdout ?? '';
}

interface Line {
  line: string;
  sqlOnly: boolean;
}

async function query<T extends object>(connectionString: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}
