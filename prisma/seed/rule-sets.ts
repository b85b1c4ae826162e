// The default rule sets of the catalogue as first versions, in force.
import { randomUUID } from 'node:crypto';
import canonicalize from 'canonicalize';
import { processes } from '../../rules/index.ts';
import { hashOf } from '../../rules/compile.ts';
import type { Prisma } from '../client/client.ts';

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
