// Compiled rule sets as the database holds them.
import type { Database } from '../prisma/connect.ts';
import { frameOf } from '../prisma/world-frame.ts';
import { compile, type CompiledRuleSet } from '../rules/judge.ts';

/** The version in force, or null when none is. */
export async function ruleSetInForce(db: Database, name: string): Promise<CompiledRuleSet | null> {
  const { frame } = await frameOf(db);
  return frame.ruleSets.get(name) ?? null;
}

export async function ruleSetVersion(db: Database, name: string, version: number): Promise<CompiledRuleSet | null> {
  const row = await db.ruleSetVersion.findUnique({
    where: { name_version: { name, version } },
    select: { content: true },
  });
  return row && compile(row.content);
}
