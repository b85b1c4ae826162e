// A draft of the set it is asked of, shown to whoever may work on rules; each look is written down.
import { z } from 'zod';
import { Id } from '../../forms/common.ts';
import type { ApiDeps } from '../deps.ts';
import { problemOf } from '../problem.ts';
import { processOf } from './content.ts';
import { latestOf, type FullDraft } from './draft-rows.ts';
import { draftView } from './draft-views.ts';
import { logRules } from './rights.ts';
import { storiesOf } from './story-runs.ts';
import type { SignedIn } from '../signed-in.ts';

export const ofDraft = z.strictObject({ set: Id, id: z.uuid() });
export type Named = z.output<typeof ofDraft>;

export async function draftFor({ db }: ApiDeps, { set, id }: Named, revision?: number): Promise<FullDraft> {
  const draft = await latestOf(db, processOf(set), id, revision);
  if (!draft) throw problemOf('not-found');
  return draft;
}

export async function shown(
  deps: ApiDeps,
  person: SignedIn,
  named: Named,
  {
    revision,
    against,
    isSaved = false,
  }: { revision?: number | undefined; against?: number | undefined; isSaved?: boolean } = {},
) {
  const draft = await draftFor(deps, named, revision);
  await logRules(deps, person, 'read-rule-draft', draft.id);
  const view = await draftView(deps.db, processOf(named.set), draft, deps.clock(), against);
  const asked = { isLast: revision === undefined, isFaulty: view.issues.length > 0, again: isSaved };
  return { ...view, stories: storiesOf(deps, draft, asked) };
}
