// Files a change of rules as a case of its own, once it is sure that the text is what the author saw and undoes nothing unseen.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { RuleChangeForm, type RuleChangeEffective } from '../../forms/rule-change.ts';
import { beforeAt, inForceAt, placesOf, replacedFrom, startOf } from '../../prisma/places-of-change.ts';
import { frameOf } from '../../prisma/world-frame.ts';
import type { ProcessName } from '../../rules/index.ts';
import { issuesOf } from '../../stories/issues.ts';
import { requestView } from '../case-view.ts';
import type { ApiDeps } from '../deps.ts';
import type { Filed } from '../gateway-port.ts';
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
  if (id === undefined || revision === undefined) {
    demandFreshSignIn(deps, person);
    return demandStepBack(deps, form);
  }
  await demandCurrent(deps, processOf(set), await draftFor(deps, { set, id }), revision, effective);
}

export async function filedView(deps: ApiDeps, person: SignedIn, { caseId: id, reference, isRecorded }: Filed) {
  const location = { Location: `/api/v1/requests/${id}` };
  const view = isRecorded && (await requestView(deps.db, id, { id: person.id, now: deps.clock() }));
  return view ? ([201, view, location] as const) : ([202, { id, reference, state: 'submitted' }, location] as const);
}

export async function demandPlaces({ db }: ApiDeps, { countries = [], areas = [] }: Places): Promise<void> {
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
  effective: RuleChangeEffective,
): Promise<void> {
  if (draft.state !== 'open') throw draftClosed();
  if (draft.revision !== revision) throw await changed(deps, { set, id: draft.id });
  const issues = issuesOf(draft.content, set);
  if (issues.length > 0) throw faulty(issues);
  if (draft.base === null) return;
  const { frame } = await frameOf(deps.db);
  const start = Math.max(deps.clock(), startOf(effective, frame));
  for (const place of placesOf(effective)) {
    // What was published ahead was decided on knowing what is in force now: the newest text is the one to build on.
    const newest = replacedFrom(frame, set, place, start).at(-1);
    if (newest && newest.version !== draft.base)
      throw refusal(
        'base-behind',
        `Version ${newest.version} ${newest.from > start ? 'is published ahead for' : 'is in force in'} ${place}, the draft was begun from ${draft.base}. Take its changes over and save with base ${newest.version}.`,
        { base: draft.base, inForce: newest.version },
      );
  }
}

export type StepBack = { version: number; hash: string; title: string };

/** What one step back brings at all places named, and what is in force there; null where they have no one such version. */
export async function stepBackIn(
  deps: ApiDeps,
  set: string,
  effective: Places,
): Promise<{ returnsTo: StepBack | null; inForce: number | null }> {
  await demandPlaces(deps, effective);
  const { frame } = await frameOf(deps.db);
  const now = deps.clock();
  const places = placesOf(effective);
  const version = oneOf(places.map((place) => beforeAt(frame, set, place, now)?.version));
  const inForce = oneOf(places.map((place) => inForceAt(frame, set, place, now)?.ruleSet.version)) ?? null;
  const row =
    version === undefined
      ? null
      : await deps.db.ruleSetVersion.findUnique({
          where: { name_version: { name: set, version } },
          select: { version: true, hash: true, title: true },
        });
  return { returnsTo: row, inForce };
}

/** Of two who step back at once the second would lead further back than he saw. */
async function demandStepBack(deps: ApiDeps, { set, returnsTo, effective }: RuleChangeForm): Promise<void> {
  const step = await stepBackIn(deps, set, effective);
  if (!step.returnsTo) throw refusal('no-version-before', 'There is no one version that was in force there before.');
  const { version } = step.returnsTo;
  if (version !== returnsTo)
    throw refusal(
      'rules-changed-meanwhile',
      `A step back there leads to version ${version} by now, not to ${returnsTo}. Look at it again.`,
      { inForce: step.inForce, returnsTo: version },
    );
}

/** Undefined where they are not all the same. */
function oneOf(versions: readonly (number | undefined)[]): number | undefined {
  return new Set(versions).size === 1 ? versions[0] : undefined;
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
