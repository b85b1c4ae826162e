// Files a request that is sound, or tries what filing it would come to. Who asks for another's traveller leaves a trace.
import type { RuleChangeForm } from '../forms/rule-change.ts';
import type { TravelClearanceForm } from '../forms/travel-clearance.ts';
import { logAccess } from './access-log.ts';
import type { ApiDeps } from './deps.ts';
import { filedBefore, idsOf } from './filed-before.ts';
import { checkFiling } from './filing-checks.ts';
import { readFiling } from './filing-world.ts';
import type { Filed, ToFile } from './gateway-port.ts';
import { preflight } from './preflight.ts';
import type { Fault } from './problem.ts';
import { refusal } from './refusals.ts';
import { demandSoundChange } from './rules/change-filing.ts';
import type { SignedIn } from './signed-in.ts';

export async function fileRequest(deps: ApiDeps, person: SignedIn, order: ToFile): Promise<Filed> {
  const { process, form } = order;
  const earlier = process === 'travelClearance' ? await tripFiledBefore(deps, order) : await deps.gateway.known(order);
  if (earlier) return earlier;
  if (process === 'ruleChange') await demandSoundChange(deps, person, form as RuleChangeForm);
  return deps.gateway.file(order);
}

export async function tryTrip(deps: ApiDeps, { id }: SignedIn, form: TravelClearanceForm) {
  const found = await preflight(deps.db, form, id, deps.clock());
  await logOthersTraveller(deps, id, 'preflight', { form, problems: found.problems });
  return found;
}

/** What this key has filed already; null for a new trip, which is sound. */
async function tripFiledBefore(deps: ApiDeps, order: ToFile): Promise<Filed | null> {
  const { form, submitter } = order;
  const ids = idsOf(order);
  const filing = await readFiling(deps.db, form as TravelClearanceForm, submitter, deps.clock(), ids.workflowId);
  const before = filedBefore(ids, filing.earlier);
  if (before) return before;
  const { problems } = checkFiling(filing);
  await logOthersTraveller(deps, submitter, 'file', { form: filing.form, problems });
  const [first] = problems;
  if (first) throw refusal(first.code, first.message, { errors: problems });
  return null;
}

type Tried = { form: TravelClearanceForm; problems: readonly Fault[] };

async function logOthersTraveller(
  deps: ApiDeps,
  person: string,
  action: string,
  { form, problems }: Tried,
): Promise<void> {
  const code = 'not-your-traveller';
  if (!problems.some((one) => one.code === code)) return;
  await logAccess(deps, { person, action, target: form.traveller, outcome: 'refused', code });
}
