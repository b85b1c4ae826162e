// A grave decision needs a sign-in of the last minutes, strong enough, proven by the identity provider.
import { riskLevels, type RiskLevel } from '../rules/risk.ts';
import type { Facts } from '../rules/rule-set.ts';
import type { DeskPart, OnDesk } from './decision-rights.ts';
import type { ApiDeps } from './deps.ts';
import { problemOf } from './problem.ts';
import type { SignedIn } from './signed-in.ts';

export const freshMinutes = 5;

export function demandStepUp(deps: ApiDeps, person: SignedIn, desk: OnDesk, tasks: Iterable<string>): void {
  const limit = deps.config.stepUpRisk;
  if (limit === 'never') return;
  const ids = new Set(tasks);
  const decided = desk.tasks.filter((task) => ids.has(task.id)).flatMap((task) => [task.partId, ...task.covers]);
  if (desk.parts.some((part) => decided.includes(part.id) && isGrave(part, limit))) demandFreshSignIn(deps, person);
}

/** The demonstration proves nobody's identity, so there is nothing to prove again. */
export function demandFreshSignIn({ config, clock }: ApiDeps, { session }: SignedIn): void {
  if (session.kind === 'demo' || config.stepUpRisk === 'never') return;
  const age = clock() - session.authAt;
  const isFresh = age <= freshMinutes * 60_000;
  const isStrong = config.stepUpAcr === undefined || config.stepUpAcr.includes(session.acr ?? '');
  if (isFresh && isStrong) return;
  throw problemOf('step-up-required', `Sign in again, then send the same within ${freshMinutes} minutes.`, {
    signIn: '/api/v1/auth/login?again=1',
  });
}

/** A risk nobody knows counts above every known one. */
function isGrave({ facts }: DeskPart, limit: RiskLevel): boolean {
  const risk = riskLevels.indexOf((facts as Facts | null)?.['presentRisk'] as RiskLevel);
  return risk === -1 || risk >= riskLevels.indexOf(limit);
}
