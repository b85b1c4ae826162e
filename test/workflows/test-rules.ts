// Rule sets of a test, put in force as a published version would be, and a world in which every post is filled.
import { randomUUID } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { World } from '../../prisma/seed/world-file.ts';
import { hashOf } from '../../rules/compile.ts';
import type { Ask, Authority, Outcome, RuleSet } from '../../rules/rule-set.ts';
import { travelFacts } from '../../rules/travel-clearance-facts.ts';
import type { Whole } from '../support/whole-system.ts';

export type Seated = Exclude<Authority, 'security-management-team'>;

/** Who holds what over a trip of ana’s (health) to XA-2. */
export const holders: Readonly<Record<Seated, string[]>> = {
  supervisor: ['hugo'],
  'country-representative': ['hugo'],
  'security-focal-point': ['sam'],
  'senior-security-manager': ['ssmh'],
  'executive-head': ['ehh'],
  'bureau-director': ['bura'],
  'country-security-adviser': ['saba'],
  'area-security-coordinator': ['abel'],
  'clearing-officer': ['cora', 'otto'],
  'designated-official': ['dora'],
  'acting-designated-official': ['adam'],
  'regional-operations': ['desk'],
  'air-safety-adviser': ['avia'],
  'under-secretary-general': ['usg'],
  'executive-group-on-security': ['edda'],
  'secretary-general': ['sg'],
  'high-level-committee': ['hilo'],
  warden: ['wade'],
};
export const seated = Object.keys(holders) as Seated[];

export function withEveryPost(world: World): World {
  const people = ['bura', 'edda', 'hilo'].map((id) => ({
    id,
    name: id,
    organization: 'health',
    category: 'guest' as const,
  }));
  const posts = [
    { role: 'bureau-director', holder: 'bura', organization: 'health' },
    { role: 'executive-group-on-security', holder: 'edda', country: '*' },
    { role: 'high-level-committee', holder: 'hilo', country: '*' },
    { role: 'acting-designated-official', holder: 'adam', country: 'XA' },
    { role: 'area-security-coordinator', holder: 'abel', area: 'XA-2' },
    { role: 'warden', holder: 'wade', area: 'XA-2' },
  ];
  const appointments = posts.map((post, index) => ({ id: `T-${index}`, from: '2026-01-01', ...post }));
  return { ...world, people: [...world.people, ...people], appointments: [...world.appointments, ...appointments] };
}

export const ask = (authority: Authority, mode: Ask['mode'], more: Partial<Ask> = {}): Ask => ({
  ...{ kind: 'require', authority, mode },
  ...more,
});

/** One rule that always fires. */
export function ruleSet(version: number, then: Outcome[]): RuleSet {
  const rule = { id: 'always', title: 'Always', source: 'a test', step: 1 };
  return {
    ...{ name: 'travelClearance', version, title: 'Rules of a test', hitPolicy: 'collect', facts: travelFacts },
    rules: [{ ...rule, when: { fact: 'subject', is: 'present' }, then }],
    otherwise: [ask('regional-operations', 'decide')],
    undecided: [ask('regional-operations', 'decide')],
  };
}

let version = 1;

export async function putInForce({ sql }: Whole, then: Outcome[]): Promise<void> {
  const set = ruleSet((version += 1), then);
  const text = canonicalize(set)!;
  await sql(
    `INSERT INTO rule_set_versions (id, name, version, title, content, bytes, hash, "createdAt") VALUES ($1, $2, $3, $4, $5, $6, $7, now())`,
    [randomUUID(), set.name, set.version, set.title, text, Buffer.from(text), hashOf(set)],
  );
  const began = new Date(set.version);
  await sql(`UPDATE rule_activations SET "toAt" = $2 WHERE name = $1 AND "toAt" IS NULL`, [set.name, began]);
  await sql(
    `INSERT INTO rule_activations (id, name, version, place, "fromAt", at) VALUES ($1, $2, $3, '*', $4, now())`,
    [randomUUID(), set.name, set.version, began],
  );
}
