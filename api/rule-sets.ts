// Compiled rule sets as the database holds them.
import type { Database } from '../prisma/connect.ts';
import { compile, type CompiledRuleSet } from '../rules/judge.ts';

/** The version in force, or null when none is. */
export async function ruleSetInForce(db: Database, name: string): Promise<CompiledRuleSet | null> {
  const row = await db.ruleSetVersion.findFirst({ where: { name, state: 'active' }, select: { content: true } });
  return row && compile(row.content);
}

export async function ruleSetVersion(db: Database, name: string, version: number): Promise<CompiledRuleSet | null> {
  const row = await db.ruleSetVersion.findUnique({
    where: { name_version: { name, version } },
    select: { content: true },
  });
  return row && compile(row.content);
}
