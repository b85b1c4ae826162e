// The words a scenario may use, read from the page that defines them, and the keys of its forms and steps.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const words = (text: string) => new Set(text.split(' '));

export type Vocabulary = {
  states: ReadonlySet<string>;
  authorities: ReadonlySet<string>;
  roles: ReadonlySet<string>;
  reasons: ReadonlySet<string>;
  conditions: ReadonlySet<string>;
};

export function readVocabulary(file = join(import.meta.dirname, '../scenarios/README.md')): Vocabulary {
  const page = readFileSync(file, 'utf8');
  const between = (from: string, to: string) => {
    const start = page.indexOf(from);
    if (start < 0) throw new Error(`${file}: there is no "${from}" to read the vocabulary from`);
    return page.slice(start + from.length, page.indexOf(to, start + from.length));
  };
  const codes = (text: string) => text.match(/[a-z]+(?:-[a-z0-9]+)*/g) ?? [];
  const states = between('**Request states**:', '**Authorities**').replace(
    /\([^)]*\)|(risk assessments|compliance):/g,
    '',
  );
  const authorities = new Set(codes(between('**Authorities**:', '\n\n')));
  return {
    states: new Set([...codes(states), 'waiting', 'allowed', 'not-allowed', 'to-verify']),
    authorities,
    roles: new Set([...authorities, 'rule-administrator', 'alternate-representative', 'head-of-mission']),
    reasons: new Set(
      [...between('## Reason codes\n', '\n## ').matchAll(/^\| `?([a-z0-9-]+)`? \|/gm)].map((row) => row[1] ?? ''),
    ),
    conditions: new Set(
      [...page.matchAll(/^\*\*Conditions\*\*[^:]*:((?:.|\n(?!\n))*)/gm)].flatMap((found) => codes(found[1] ?? '')),
    ),
  };
}

export const outcomes = words('approve deny return endorse advise abstain object ratify acknowledge');
export const risks = words('low medium high very-high unacceptable unknown');
export const degrees = words('none operational property injury-or-death');
export const safety = words('unknown safe injured needs-help missing detained abducted deceased out-of-area');
export const partSubjects = words('traveller dependants flight-group air-operator');
export const measureStates = words('proposed in-place partial failed');
export const partKeys =
  'area stop subject state waitingFor reasons conditions until nights decidedBy exemption history event presentRisk projectedRisk activity organization finding due';

/** Keys of each process's form. */
export const formKeys: Readonly<Record<string, string>> = {
  travelClearance: 'traveller travelType activity purpose dependants passengers emergency stops',
  riskAssessment: 'kind area validTo activities emergency events',
  riskAcceptance: 'activity area until organizations',
  residentialMeasures: 'country scope person measures reason hostOffers',
  measureException: 'area measure organization reason until resultingRisk',
  relocation: 'country area kind reason communications',
  securityPlan: 'country area version',
  premises: 'organization area kind leaseSigned measuresInPlace',
  nonCompliance: 'subject actor degree area what reporter confidential kind',
  inspection: 'country team revisit findings',
};

/** Keys of each act's form. */
export const actKeys: Readonly<Record<string, string>> = {
  amend:
    'traveller travelType activity purpose dependants passengers emergency stops degree reason finding due state validTo activities events',
  cancel: 'reason',
  withdraw: 'reason',
  extend: 'area depart finding due reason',
  'check-in': 'status',
  'acknowledge-briefing': '',
  confirm: '',
  read: '',
  close: 'reason link mergedInto',
  'add-note': 'report',
  appeal: 'reason livesAtStake',
  correct: 'measure finding measuresInPlace status evidence',
  explain: 'text link',
};

/** Keys of each thing of the world a step may change. */
export const changeKeys: Readonly<Record<string, string>> = {
  area: 'id country name zone presentRisk capital nonFamily presence owner ceiling allowedModes measures claimedBy',
  country: 'id name zone internalMultiLeg presence',
  policy: 'area mode travelType exempt',
  appointment: 'id role holder country area organization from end givenBy limits',
  person:
    'id name organization category base supervisor email training absent contractEnd automaticWithdrawnUntil spouse title',
  assessment: 'id area validTo events',
  requirement: 'area training onArrival',
  acceptance: 'activity area organizations until',
  presence: 'area kind persons from to',
  flight: 'flight date organization booked max',
  crisis: 'area',
  activity: 'id name organization criticality areas validTo',
  incident: 'area category deaths',
};
