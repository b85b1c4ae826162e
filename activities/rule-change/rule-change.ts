// A change of rules among the processes: what is its own of a case.
import { ApplicationFailure } from '@temporalio/common';
import type { RuleChangeForm } from '../../forms/rule-change.ts';
import { holdersOf } from '../../rules/authority.ts';
import { judge } from '../../rules/judge.ts';
import { ladder, type Facts, type Verdict } from '../../rules/rule-set.ts';
import { localDate } from '../../rules/working-time.ts';
import type { Moment } from '../agenda.ts';
import { workingDeadlines } from '../deadlines.ts';
import { endCase } from '../derive-case.ts';
import { tell, type Docket, type Tx } from '../docket.ts';
import type { Failure } from './check-rules.ts';
import { publishRules, settleDraft } from './publish.ts';
import { changeDoing } from './change-acts.ts';
import { hindranceOfChange } from './hindrance.ts';
import { ruleChangeSetting, type RuleChangeSetting } from './change-setting.ts';
import { decideByFiling } from './return.ts';
import { authorOfTakenBack, flawOfReturn, publishedBy } from './taken-back.ts';
import { matterOf, type Doing, type Judged, type Setting, type Ways } from '../setting.ts';

export const ruleChange: Ways<RuleChangeSetting> = {
  settingFor: (tx, docket, form) => ruleChangeSetting(tx, docket, form as RuleChangeForm | undefined),
  subjectOf,
  enter,
  place: () => ({}),
  isJudgedAnew: true,
  judge: (docket, _planned, setting) => judgeChange(docket, setting),
  deadlines: ({ now }, { world }, turned) => workingDeadlines(now, world, turned),
  hindrance: (docket, _parts, setting, person) => hindranceOfChange(docket, setting, person),
  judged: decideByFiling,
  grant: publishRules,
  stateOf: ({ kase }, [part]) => stateOfCase[part?.state ?? ''] ?? kase.state,
  arrived,
  moments,
  doing: (verb, docket, asked) => changeDoing(verb, docket, asked) as Doing | null,
};

export function isRuleChange(setting: Setting): setting is Setting & RuleChangeSetting {
  return setting.ways === (ruleChange as Ways);
}

const stateOfCase: Readonly<Record<string, string>> = {
  new: 'submitted',
  waiting: 'in-review',
  'on-hold': 'on-hold',
  returned: 'returned',
  denied: 'denied',
  published: 'published',
  'in-force': 'in-force',
  withdrawn: 'withdrawn',
};
/** Nothing more happens: what was sent back is submitted again as a case of its own. */
const over = new Set(['returned', 'denied', 'withdrawn', 'cancelled', 'in-force']);

/** A change is about its author; a return to an earlier version about the author of what it takes back. */
async function subjectOf(tx: Tx, form: unknown, submitter: string, now: number): Promise<string> {
  return (await authorOfTakenBack(tx, form as RuleChangeForm, now)) ?? submitter;
}

async function enter({ kase, now }: Docket, setting: RuleChangeSetting): Promise<void> {
  const { tx, form, text } = setting;
  const invalid = (detail: string) => ApplicationFailure.nonRetryable(detail, 'validation-failed');
  if (!text) throw invalid('There is no such text, or it is not what its hash says.');
  const flaw = flawOfReturn(setting);
  if (flaw) throw invalid(flaw);
  if (form.draft === undefined) return;
  const { count } = await tx.ruleDraft.updateMany({
    where: { id: form.draft, OR: [{ state: 'open' }, { caseId: kase.id }] },
    data: { state: 'submitted', caseId: kase.id, updatedAt: new Date(now) },
  });
  if (count === 0) throw invalid('That draft has been submitted, published or discarded.');
}

/** Who would be asked by nobody is asked of the highest: rules do not change without a second person, whatever rules say. */
const asksNobody = new Set(['automatic', 'not-required', 'registered']);

async function judgeChange(docket: Docket, setting: RuleChangeSetting): Promise<Judged | null> {
  const { analysis, country, form, rules } = setting;
  if (!analysis) return null;
  const { kase, now } = docket;
  for (const part of docket.parts) part.countryId = country;
  const { passed, failures, lessControl, comparisonComplete, ahead = [] } = analysis;
  // Somebody else was faster: what it would take back is not what is in force.
  const isLate = flawOfReturn(setting) !== null;
  const facts: Facts = {
    ...{ reach: country ? 'national' : 'global', ownCountry: country, lessControl, comparisonComplete },
    ...{ checksPass: passed && !isLate, isReturn: form.returnsTo !== undefined },
    ...{ filerHolds: powerOfFiler(docket, setting), takesBackFrom: await publishedBy(setting.tx, setting) },
  };
  const organization = setting.world.people.get(kase.subjectId)?.organization ?? null;
  const date = localDate(now, setting.parts[0]!.zone);
  const said = await judge(rules, facts, { country, area: null, organization, date });
  const beside = [
    ...failures.filter((one) => ofStories.has(one)),
    ...(isLate ? ['not-the-version-before'] : []),
    ...(ahead.some((one) => one.lessControl) ? ['less-control-ahead'] : []),
  ];
  const verdict = { ...said, reasons: [...said.reasons, ...beside] };
  return { facts, verdict: asksNobody.has(verdict.outcome) ? byTheHighest(verdict) : verdict };
}

/** Said beside what the rules say: the author would look for a failing example else. */
const ofStories: ReadonlySet<string> = new Set<Failure>(['story-fails', 'story-not-played', 'analysis-not-finished']);

function byTheHighest(verdict: Verdict): Verdict {
  return {
    ...verdict,
    outcome: 'decide',
    reasons: [...new Set([...verdict.reasons, 'second-person-needed'])],
    stages: [{ stage: 20, asks: [{ kind: 'require', authority: 'under-secretary-general', mode: 'decide' }] }],
  };
}

function powerOfFiler(docket: Docket, setting: RuleChangeSetting): string {
  const part = { areaId: null, countryId: setting.country, facts: null };
  const matter = matterOf(docket, part, setting);
  const held = ladder.findLast((authority) =>
    holdersOf(authority, matter).holders.some((one) => one.person === docket.kase.submitterId),
  );
  return held ?? 'none';
}

async function arrived(docket: Docket, setting: RuleChangeSetting, from: string): Promise<void> {
  const { kase } = docket;
  const own = [kase.subjectId, kase.submitterId];
  if (kase.state === 'in-review') return tell(docket, own, from === 'submitted' ? 'received' : 'in-review');
  const isPublic = kase.state === 'published' || kase.state === 'in-force';
  tell(docket, [...own, ...setting.others, ...(isPublic ? setting.concerned : [])], kase.state);
  if (over.has(kase.state)) endCase(docket, kase.state);
  if (over.has(kase.state) && !isPublic && setting.form.draft !== undefined)
    await settleDraft(setting, 'open', docket.now);
}

function moments({ kase, parts }: Docket, { analysis }: RuleChangeSetting): Moment[] {
  const open = kase.state === 'submitted' || kase.state === 'in-review';
  if (open) return analysis ? [] : [{ kind: 'analysis', at: +kase.filedAt }];
  const startsAt = parts.find((part) => part.active)?.fromAt;
  return kase.state === 'published' && startsAt ? [{ kind: 'start', at: +startsAt }] : [];
}
