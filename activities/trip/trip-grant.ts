// What a decision on a stop brings about: it is cleared with its conditions, or a longer stay is granted or refused.
import type { Basis } from '../../rules/living.ts';
import type { Facts, Verdict } from '../../rules/rule-set.ts';
import type { Answer } from '../../workflows/messages.ts';
import { refuse } from '../answers.ts';
import type { Docket, PartRow } from '../docket.ts';
import { plannedOf, unite } from '../examine.ts';
import { applyExtension, dropExtension } from './extension.ts';
import type { Granted } from '../setting.ts';
import type { TripSetting } from './trip-setting.ts';

export async function grantStop(
  docket: Docket,
  setting: TripSetting,
  part: PartRow,
  { settle }: Granted,
): Promise<void> {
  const verdict = part.verdict as unknown as Verdict;
  const facts = part.facts as unknown as Facts;
  const was = part.basis as Basis | null;
  if (was?.extension) applyExtension(docket, part, was.extension.depart, setting);
  part.conditions = unite(verdict.conditions, allConditions(docket, part)) as never;
  const exemption = (facts['banExemption'] as string | undefined) ?? null;
  part.exemption = verdict.reasons.includes('ban-exemption') ? exemption : null;
  settle((part.conditions as unknown[]).length > 0 ? 'cleared-with-conditions' : 'cleared');
}

/** A longer stay that is refused leaves the clearance as it was. */
export function dropsExtension(docket: Docket, part: PartRow): boolean {
  const was = part.basis as Basis | null;
  if (!was?.extension) return false;
  dropExtension(docket, part, was);
  return true;
}

/** First a place must be there. */
export function placeMissing(_docket: Docket, parts: readonly PartRow[], setting: TripSetting): Answer | null {
  const isFull = parts.some((part) => {
    const planned = plannedOf(part, setting);
    return planned && setting.trip.placeFree?.(planned) === false;
  });
  return isFull
    ? refuse('ceiling-full', 'No place is free on at least one night. Raise the ceiling first, or deny.')
    : null;
}

function allConditions(docket: Docket, part: PartRow): { code: string }[] {
  return docket.decisions
    .filter((one) => one.partIds.includes(part.id) && one.round === part.round && one.kind === 'decision')
    .flatMap((one) => one.conditions as { code: string }[]);
}
