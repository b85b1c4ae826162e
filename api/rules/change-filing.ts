// Files a change of rules as a case of its own, once it is sure that the text is what the author saw and undoes nothing unseen.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { RuleChangeForm, type RuleChangeEffective } from '../../forms/rule-change.ts';
import { inForceAbove, inForceAt, placesOf } from '../../prisma/places-of-change.ts';
import { versionBefore } from '../../prisma/rules-in-force.ts';
import { frameOf } from '../../prisma/world-frame.ts';
import type { ProcessName } from '../../rules/index.ts';
import { issuesOf } from '../../stories/issues.ts';
import { requestView } from '../case-view.ts';
import type { ApiDeps } from '../deps.ts';
import type { Filed } from '../gateway-port.ts';
import { problemOf } from '../problem.ts';
import { refusal } from '../refusals.ts';
import { processOf } from './content.ts';
import { draftFor } from './draft-reading.ts';
import { draftClosed, type FullDraft } from './draft-rows.ts';
import { changed } from './draft-saving.ts';
import { faulty } from './refs.ts';
import type { SignedIn } from '../signed-in.ts';
import { demandFreshSignIn } from '../step-up.ts';

type Places = Pick<RuleChangeEffective, 'countries' | 'areas'>;

export async function fileChange(
  deps: ApiDeps,
  person: SignedIn,
  key: string | undefined,
  asked: z.input<typeof RuleChangeForm>,
): Promise<Filed> {
  const form = RuleChangeForm.parse(asked);
  const order = {
    ...{ process: 'ruleChange' as const, form, submitter: person.id },
    idempotencyKey: (key || randomUUID()).slice(0, 200),
  };
  const known = await deps.gateway.known(order);
  if (known) return known;
  await demandSoundChange(deps, person, form);
  return deps.gateway.file(order);
}

/** Whatever door it comes by. A return is decided by its filing, so it needs what a decision needs. */
export async function demandSoundChange(deps: ApiDeps, person: SignedIn, form: RuleChangeForm): Promise<void> {
  const { set, draft: id, revision, effective } = form;
  await demandPlaces(deps, effective);
  if (id === undefined || revision === undefined) return demandFreshSignIn(deps, person);
  await demandCurrent(deps, processOf(set), await draftFor(deps, { set, id }), revision, effective);
}

export async function filedView(deps: ApiDeps, person: SignedIn, { caseId: id, reference, isRecorded }: Filed) {
  const location = { Location: `/api/v1/requests/${id}` };
  const view = isRecorded && (await requestView(deps.db, id, { id: person.id, now: deps.clock() }));
  return view ? ([201, view, location] as const) : ([202, { id, reference, state: 'submitted' }, location] as const);
}

async function demandPlaces({ db }: ApiDeps, { countries = [], areas = [] }: Places): Promise<void> {
  const { frame } = await frameOf(db);
  const area = areas.find((id) => !frame.areas.has(id));
  if (area) throw refusal('unknown-area', `There is no area ${area}.`);
  const country = countries.find((id) => !frame.countries.has(id));
  if (country) throw refusal('unknown-country', `There is no country ${country}.`);
}

/** A draft is the whole text: begun from an older version it would take back what came in force since. */
async function demandCurrent(
  deps: ApiDeps,
  set: ProcessName,
  draft: FullDraft,
  revision: number,
  effective: Places,
): Promise<void> {
  if (draft.state !== 'open') throw draftClosed();
  if (draft.revision !== revision) throw await changed(deps, { set, id: draft.id });
  const issues = issuesOf(draft.content, set);
  if (issues.length > 0) throw faulty(issues);
  if (draft.base === null) return;
  const { frame } = await frameOf(deps.db);
  for (const place of placesOf(effective)) {
    const inForce = inForceAt(frame, set, place, deps.clock());
    if (inForce && inForce.ruleSet.version !== draft.base)
      throw refusal(
        'base-behind',
        `Version ${inForce.ruleSet.version} is in force in ${place}, the draft was begun from ${draft.base}. Take its changes over and save with base ${inForce.ruleSet.version}.`,
        { base: draft.base, inForce: inForce.ruleSet.version },
      );
  }
}

/** One step back for all places named, if they were on one version before. */
export async function versionBeforeIn(
  deps: ApiDeps,
  set: string,
  effective: Places,
): Promise<{ version: number; hash: string }> {
  const { frame } = await frameOf(deps.db);
  const now = deps.clock();
  const before = placesOf(effective).map(
    (place) => versionBefore(frame.rules, set, place, now) ?? inForceAbove(frame, set, place, now)?.ruleSet.version,
  );
  const [version] = before;
  if (version === undefined || before.some((one) => one !== version))
    throw refusal('no-version-before', 'There is no one version that was in force there before.');
  const row = await deps.db.ruleSetVersion.findUnique({ where: { name_version: { name: set, version } } });
  if (!row) throw problemOf('not-found');
  return { version, hash: row.hash };
}

const [patienceMs, stepMs] = [8_000, 200];

/** Its analysis takes a moment. Who may decide it has decided it by filing; else it waits for who may. */
export async function untilJudged({ db }: ApiDeps, { caseId, isRecorded }: Filed): Promise<void> {
  for (let waited = 0; isRecorded && waited < patienceMs; waited += stepMs) {
    const kase = await db.case.findUnique({ where: { id: caseId }, select: { state: true } });
    if (kase && kase.state !== 'submitted') return;
    await sleep(stepMs);
  }
}
