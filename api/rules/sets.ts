// Compiled rule sets as the database holds them.
import type { Database } from '../../prisma/connect.ts';
import { ruleSetFor, type PlaceOfRules } from '../../prisma/rules-in-force.ts';
import { frameOf } from '../../prisma/world-frame.ts';
import { compile, type CompiledRuleSet } from '../../rules/judge.ts';

export type RulesNow = (set: string, place: PlaceOfRules) => CompiledRuleSet | undefined;

/** What is in force at one moment, wherever it is asked for. */
export async function rulesNow(db: Database, now: number): Promise<RulesNow> {
  const { frame } = await frameOf(db);
  return (set, place) => ruleSetFor(frame, set, place, now);
}

/** The version in force there, or null when none is; without a place, the one in force everywhere. */
export async function ruleSetInForce(
  db: Database,
  name: string,
  now: number,
  place: PlaceOfRules = {},
): Promise<CompiledRuleSet | null> {
  return (await rulesNow(db, now))(name, place) ?? null;
}

export async function ruleSetVersion(db: Database, name: string, version: number): Promise<CompiledRuleSet | null> {
  const row = await db.ruleSetVersion.findUnique({
    where: { name_version: { name, version } },
    select: { content: true },
  });
  return row && compile(row.content);
}
