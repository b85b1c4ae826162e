// The rule sets of a pack as first versions, in force everywhere from the beginning.
import { randomUUID } from 'node:crypto';
import canonicalize from 'canonicalize';
import { idOf } from '../../canonical.ts';
import { hashOf } from '../../rules/compile.ts';
import { packs, type PackName } from '../../rules/packs/packs.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { Prisma, PrismaClient } from '../client/client.ts';

export type RuleSetRows = {
  versions: Prisma.RuleSetVersionCreateManyInput[];
  activations: Prisma.RuleActivationCreateManyInput[];
};

export const ruleSetsOf = (pack: PackName): RuleSet[] => Object.values(packs[pack].ruleSets);

export function ruleSetRows(at: Date, sets: readonly RuleSet[] = ruleSetsOf('un')): RuleSetRows {
  return {
    versions: sets.map((ruleSet) => ({
      ...{ id: randomUUID(), name: ruleSet.name, version: ruleSet.version, title: ruleSet.title, createdAt: at },
      content: ruleSet as unknown as Prisma.InputJsonValue,
      bytes: Buffer.from(canonicalize(ruleSet) ?? ''),
      hash: hashOf(ruleSet),
    })),
    activations: sets.map(({ name, version }) => ({
      ...{ id: idOf(name, 'first activation'), name, version, place: '*', at },
    })),
  };
}

/** Puts the pack's rule set of each process in force where no version of it was ever published. */
export async function ensureRuleSets(db: PrismaClient, now: number, pack: PackName = 'un'): Promise<void> {
  const known = await db.ruleSetVersion.findMany({ distinct: ['name'], select: { name: true } });
  const names = new Set(known.map(({ name }) => name));
  const isMissing = ({ name }: { name: string }) => !names.has(name);
  const { versions, activations } = ruleSetRows(new Date(now), ruleSetsOf(pack));
  if (!versions.some(isMissing)) return;
  await db.$transaction([
    db.ruleSetVersion.createMany({ data: versions.filter(isMissing), skipDuplicates: true }),
    db.ruleActivation.createMany({ data: activations.filter(isMissing), skipDuplicates: true }),
  ]);
}
