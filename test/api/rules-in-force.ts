// Puts a version of a rule set in force at a place, as the worker would where a change was decided.
import { randomUUID } from 'node:crypto';
import { canonicalBytes, contentHash } from '../../canonical.ts';
import type { Database } from '../../prisma/connect.ts';
import type { RuleSet } from '../../rules/rule-set.ts';

export async function putInForce(
  { worker }: { worker: Database },
  content: RuleSet,
  from: number,
  place = '*',
): Promise<void> {
  const { name, version, title } = content;
  const at = new Date(from);
  const text = { title, content: content as object, bytes: canonicalBytes(content), hash: contentHash(content) };
  await worker.$transaction([
    worker.ruleSetVersion.createMany({
      data: { id: randomUUID(), name, version, ...text, createdAt: at },
      skipDuplicates: true,
    }),
    worker.ruleActivation.updateMany({ where: { name, place, toAt: null }, data: { toAt: at } }),
    worker.ruleActivation.create({ data: { id: randomUUID(), name, version, place, fromAt: at, at } }),
  ]);
}
