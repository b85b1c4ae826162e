// Saves a draft: always kept, faults and all. Of two who save the same revision the second is told who was first.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { text } from '../../forms/common.ts';
import type { ApiDeps } from '../deps.ts';
import { namesFor } from '../names.ts';
import { problemOf } from '../problem.ts';
import { refusal } from '../refusals.ts';
import { route, type ApiRouter } from '../route.ts';
import { Content, deepestContent, processOf, textOf } from './content.ts';
import { draftFor, ofDraft, shown, type Named } from './draft-reading.ts';
import { createDraft, draftClosed, latestOf, saveRevision } from './draft-rows.ts';
import { RuleDraft } from './draft-views.ts';
import { VersionNumber } from './refs.ts';
import { logRules, mayWorkOnRules } from './rights.ts';
import type { SignedIn } from '../signed-in.ts';

export const Title = text(200).pipe(z.string().min(1));

export function ruleDraftSaving(router: ApiRouter): void {
  const body = z.strictObject({
    title: Title,
    content: Content,
    revision: z.int().min(0).max(1_000_000).meta({ description: 'The one that was changed' }),
    base: VersionNumber.optional().meta({ description: 'The version whose changes are now in it' }),
  });
  route(
    router,
    {
      method: 'put',
      path: '/rules/:set/drafts/:id',
      access: mayWorkOnRules,
      params: ofDraft,
      query: z.strictObject({ as: z.literal('copy').optional() }),
      body,
      answers: { 200: RuleDraft, 201: RuleDraft },
      deepest: deepestContent,
      example: {
        params: { set: 'travelClearance', id: '00000000-0000-4000-8000-000000000000' },
        body: { title: 'Longer stays', content: {}, revision: 1 },
      },
      summary: 'Save a draft, with faults and all; ?as=copy keeps it as a draft of its own',
    },
    async ({ input, person, deps, answer }) => {
      const { title, content, revision, base } = input.body;
      const draft = await draftFor(deps, input.params);
      const { set, id } = input.params;
      if (base !== undefined && !(await isVersion(deps, set, base)))
        throw problemOf('not-found', 'There is no such version.');
      const common = { title, base: base ?? draft.base };
      if (input.query.as === 'copy') return begun(deps, person, { set, id: randomUUID(), ...common, content }, answer);
      const text = textOf(content);
      const isRepeated = draft.revision === revision + 1 && draft.hash === text.hash && draft.savedById === person.id;
      if (draft.state !== 'open') throw draftClosed();
      if (!isRepeated) {
        const save = { draft, revision: revision + 1, ...common, by: person.id, at: new Date(deps.clock()), text };
        if (draft.revision !== revision || !(await saveRevision(deps.db, save)))
          throw await changed(deps, input.params);
        await logRules(deps, person, 'save-rule-draft', id);
      }
      return shown(deps, person, input.params, { isSaved: true });
    },
  );
}

type Begun = Named & { title: string; base: number | null; content: unknown };

export async function begun<T>(
  deps: ApiDeps,
  person: SignedIn,
  { set, id, title, base, content }: Begun,
  answer: (status: 201, body: unknown, headers: Record<string, string>) => T,
): Promise<T> {
  const text = textOf(content);
  const at = new Date(deps.clock());
  await createDraft(deps.db, { id, name: processOf(set), title, base, by: person.id, at, text });
  const first = await latestOf(deps.db, set, id, 1);
  if (first?.hash !== text.hash || first.title !== title)
    throw refusal('idempotency-key-reused', 'This Idempotency-Key was used for another draft');
  await logRules(deps, person, 'save-rule-draft', id);
  return answer(201, await shown(deps, person, { set, id }, { isSaved: true }), {
    Location: `/api/v1/rules/${set}/drafts/${id}`,
  });
}

export async function changed(deps: ApiDeps, named: Named) {
  const { savedById, savedAt, revision } = await draftFor(deps, named);
  const { name } = (await namesFor(deps.db, { people: [savedById] })).person(savedById);
  const by = { savedBy: { id: savedById, name }, savedAt: savedAt.toISOString(), revision };
  return refusal(
    'draft-changed',
    `${name} saved it in between. Nothing of yours is lost: save it as a copy, ?as=copy`,
    by,
  );
}

async function isVersion({ db }: ApiDeps, name: string, version: number): Promise<boolean> {
  return (await db.ruleSetVersion.count({ where: { name, version } })) > 0;
}
