// The words a story may use, as the page of the format lists them, and the keys of its forms and steps.
export const words = (text: string) => new Set(text.split(' '));

export type Vocabulary = Readonly<
  Record<'states' | 'authorities' | 'roles' | 'reasons' | 'conditions', ReadonlySet<string>>
>;

const states =
  'draft submitted in-review returned on-hold registered not-required cleared cleared-with-conditions denied ' +
  'expired-undecided suspended withdrawn in-travel overstay closed cancelled approved endorsed in-force expired ' +
  'superseded open awaiting-explanation awaiting-correction escalated referred waiting allowed not-allowed ' +
  'to-verify';
const authorities =
  'supervisor country-representative security-focal-point senior-security-manager executive-head ' +
  'bureau-director country-security-adviser area-security-coordinator clearing-officer designated-official ' +
  'acting-designated-official security-management-team regional-operations division air-safety-adviser ' +
  'under-secretary-general executive-group-on-security secretary-general high-level-committee warden';
const reasons =
  'above-criticality-ceiling criticality-expired criticality-changed acceptance-pending no-quorum ' +
  'written-procedure no-majority dissent-recorded team-overdue impasse higher-decision unacceptable-risk ' +
  'expiry-60-days expiry-30-days expiry-7-days lowered-without-evidence measure-overdue no-evidence incident ' +
  'review-due review-overdue temporary-approval temporary-approval-lapsed lease-before-agreement ' +
  'measures-not-in-place occupancy-held best-judgement not-last-resort validity-too-long reason-required ' +
  'evidence-required not-your-decision conflict-of-interest rights-suspended repeated-breach ' +
  'explanation-refused explanation-late degree-raised investigation report-to-high-level-committee ' +
  'finding-overdue finding-reopened systemic-pattern outside-the-system no-sanction review-in-own-procedure ' +
  'merged automatic-clearance-withdrawn overstay already-extended extension-too-long restricted manual-area ' +
  'personal-entry-controlled above-delegation criticality-missing acceptance-on-file area-banned ban-exemption ' +
  'transit-airside within-work-area partner-agreement training-missing training-expired ' +
  'training-expires-during-stay training-on-arrival non-family-area dependant-of-age coverage-risk ' +
  'contract-ends-during-stay urgent ceiling-full ceiling-lowered risk-raised resubmission-offered ' +
  'assessment-expired assessment-expires-during-stay mode-not-allowed flight-group-limit operator-not-listed ' +
  'emergency-after-the-fact acting-appointment-missing decider-excluded disputed-area no-official-present ' +
  'escalated departed-undecided duplicate-request retroactive-not-allowed itinerary-gap extension-blocked ' +
  'authority-ended already-decided not-open stale-content stale-facts';
const conditions =
  'armoured-vehicle two-vehicle-convoy refresher-training training-before-field-move ad-hoc-assessment note ' +
  'retraining cost-note automatic-clearance-withdrawn rights-suspended written-instruction correction-plan ' +
  'disciplinary-referral replacement letter-of-merit';

export const vocabulary: Vocabulary = {
  states: words(states),
  authorities: words(authorities),
  roles: words(`${authorities} rule-administrator alternate-representative head-of-mission`),
  reasons: words(reasons),
  conditions: words(conditions),
};

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
