// The rule set in force for a process, read from the database and compiled once a version.
import { compile, type CompiledRuleSet } from '../rules/judge.ts';
import { RuleSet } from '../rules/rule-set.ts';
import type { Reader } from '../prisma/load-world.ts';

const compiled = new Map<string, CompiledRuleSet>();

/** @throws when no version is active: nothing may be judged without rules, so the step is retried until there is one. */
export async function rulesInForce(db: Reader, name: string): Promise<CompiledRuleSet> {
  const active = await db.ruleSetVersion.findFirst({
    where: { name, state: 'active' },
    select: { hash: true, content: true },
  });
  if (!active) throw new Error(`No active version of the rule set ${name}. Publish one, or run the seed.`);
  const known = compiled.get(active.hash);
  if (known) return known;
  const fresh = compile(RuleSet.parse(active.content));
  compiled.set(active.hash, fresh);
  return fresh;
}
