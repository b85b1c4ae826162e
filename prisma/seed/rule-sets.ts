// The default rule sets of the catalogue as first versions, in force.
import { randomUUID } from 'node:crypto';
import canonicalize from 'canonicalize';
import { processes } from '../../rules/index.ts';
import { hashOf } from '../../rules/compile.ts';
import type { Prisma, PrismaClient } from '../client/client.ts';

export function ruleSetRows(at: Date): Prisma.RuleSetVersionCreateManyInput[] {
  return Object.values(processes).map(({ ruleSet }) => ({
    ...{ id: randomUUID(), name: ruleSet.name, version: ruleSet.version, title: ruleSet.title, state: 'active' },
    content: ruleSet as unknown as Prisma.InputJsonValue,
    bytes: Buffer.from(canonicalize(ruleSet) ?? ''),
    hash: hashOf(ruleSet),
    activeFrom: at,
    createdAt: at,
  }));
}

/** Puts the default rule set of each process in force where no version of it was ever published. */
export async function ensureRuleSets(db: PrismaClient, now: number): Promise<void> {
  const known = await db.ruleSetVersion.findMany({ distinct: ['name'], select: { name: true } });
  const names = new Set(known.map(({ name }) => name));
  const missing = ruleSetRows(new Date(now)).filter(({ name }) => !names.has(name));
  if (missing.length > 0) await db.ruleSetVersion.createMany({ data: missing, skipDuplicates: true });
}
