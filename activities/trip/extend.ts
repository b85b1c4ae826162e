// A longer stay asked for while the traveller is there. The clearance he has stands until the new date is decided (domain 1.5).
import { isGranted, type Basis } from '../../rules/living.ts';
import type { Verdict } from '../../rules/rule-set.ts';
import { instantOf } from '../../rules/working-time.ts';
import { zoneOf } from '../../rules/world.ts';
import type { Answer } from '../../workflows/messages.ts';
import { deriveCase } from '../derive-case.ts';
import { tell, type Docket } from '../docket.ts';
import { moveTo, plannedOf } from '../examine.ts';
import { applyExtension, extendedForm } from './extension.ts';
import { refuse } from '../answers.ts';
import { routeTasks } from '../route-tasks.ts';
import { judgeStop } from './trip-judge.ts';
import { overstayAt } from './trip-moments.ts';
import { tripSetting, type TripSetting } from './trip-setting.ts';

export async function extend(
  docket: Docket,
  setting: TripSetting,
  form: Record<string, unknown>,
): Promise<Answer | null> {
  const { kase, now } = docket;
  const depart = form['depart'] as string;
  const part = docket.parts.findLast(
    (one) => one.active && one.subject === 'traveller' && one.areaId === form['area'] && +one.fromAt! <= now,
  );
  if (!part) return refuse('not-open', 'There is no stay there to prolong.');
  const until = instantOf(depart, zoneOf(setting.world, part.areaId));
  if (until <= +part.toAt! || until <= now)
    return refuse('validation-failed', 'The new departure must be later than the one on file and lie ahead.');
  const next = docket.parts.find((one) => one.active && one.subject === part.subject && +one.fromAt! >= +part.toAt!);
  if (next && until > +next.fromAt!)
    return refuse('validation-failed', 'The new departure lies after the next stop begins. Amend the trip instead.');
  if (!isGranted(part.state)) return refuse('not-open', 'This stay waits for a decision already.');

  const wanted = { ...setting, ...(await tripSetting(setting.tx, docket, extendedForm(docket, part, depart))) };
  const { facts, verdict } = await judgeStop(docket, plannedOf(part, wanted)!, wanted);
  if (['return', 'deny', 'hold'].includes(verdict.outcome))
    return refuse('extension-blocked', `The stay cannot be prolonged: ${verdict.reasons.join(', ')}.`);
  const isLate = now >= overstayAt(setting);
  part.facts = facts as never;
  if (verdict.outcome !== 'decide' && !isLate) {
    part.verdict = verdict as never;
    applyExtension(docket, part, depart, setting);
    tell(docket, [kase.subjectId, kase.submitterId], 'extended', { part: part.id });
    return null;
  }
  part.verdict = (isLate ? byTheOfficial(verdict) : verdict) as never;
  Object.assign(part, {
    round: part.round + 1,
    movedUpTo: null,
    steps: 0,
    basis: { ...(part.basis as Basis), extension: { depart } } as never,
  });
  moveTo(docket, part, 'waiting');
  routeTasks(docket, setting);
  await deriveCase(docket, setting);
  return null;
}

/** Asked after the end date, it is the designated official's whatever the rules would say. */
function byTheOfficial(verdict: Verdict): Verdict {
  return {
    ...verdict,
    outcome: 'decide',
    reasons: [...new Set([...verdict.reasons, 'overstay'])],
    stages: [{ stage: 20, asks: [{ kind: 'require', authority: 'designated-official', mode: 'decide' }] }],
  };
}
