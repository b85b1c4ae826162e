// Examples beside the rules of a pack: what differs from a traveller whom nothing holds back, and what it comes to.
import { processes } from '../index.ts';
import type { ProcessName } from '../index.ts';
import type { RuleSet, RuleTest } from '../rule-set.ts';

export type Example = { name: string; facts: RuleTest['facts']; expect: RuleTest['expect'] };

/** Official travel into an area at low risk whose policy is automatic; every fact known. */
export const unhindered: RuleTest['facts'] = {
  subject: 'traveller',
  travellerCategory: 'international',
  travelType: 'official',
  transit: 'none',
  withinWorkArea: false,
  clearanceMode: 'automatic',
  presentRisk: 'low',
  assessment: 'valid',
  criticality: 'PC2',
  criticalityExpired: false,
  acceptance: false,
  coursesMissing: [],
  coursesExpired: [],
  coursesExpiring: [],
  coursesOnArrival: [],
  nonFamilyArea: false,
  comesOfAge: false,
  entryModeAllowed: true,
  measuresMissing: [],
  operatorListed: true,
  aboveFlightLimit: false,
  hoursToDeparture: 240,
  begun: false,
  automaticWithdrawn: false,
  contractEndsDuringStay: false,
  claimedByOthers: false,
  officialPresent: true,
  ownAuthority: false,
  actingMissing: false,
  placeFree: true,
};

const somewhere: RuleTest['in'] = { country: null, area: null, organization: null, date: '2027-03-01' };

export function travelTests(examples: readonly Example[]): RuleTest[] {
  return examples.map(({ name, facts, expect }) => ({
    name,
    facts: { ...unhindered, ...facts },
    in: somewhere,
    expect,
  }));
}

/** The default rule set of each process, with the examples given. */
export function withExamples(examples: Partial<Record<ProcessName, readonly Example[]>>): Record<ProcessName, RuleSet> {
  const names = Object.keys(processes) as ProcessName[];
  const sets = names.map((name): [ProcessName, RuleSet] => {
    const { ruleSet }: { ruleSet: RuleSet } = processes[name];
    const own = examples[name];
    return [name, own ? { ...ruleSet, tests: [...(ruleSet.tests ?? []), ...travelTests(own)] } : ruleSet];
  });
  return Object.fromEntries(sets) as Record<ProcessName, RuleSet>;
}
