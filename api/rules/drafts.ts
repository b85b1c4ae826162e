// Drafts of rules: listed, begun, looked at, discarded without being lost.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { idOf } from '../../canonical.ts';
import { Id } from '../../forms/common.ts';
import { namesFor } from '../names.ts';
import { route, type ApiRouter } from '../route.ts';
import { Beginning, beginningOf } from './beginnings.ts';
import { deepestContent, processOf } from './content.ts';
import { draftFor, ofDraft, shown } from './draft-reading.ts';
import { draftClosed, draftsOf, revisionsOf } from './draft-rows.ts';
import { Title, begun } from './draft-saving.ts';
import { RuleDraft, RuleDraftSummary, RuleRevision, revisionView, summaryView } from './draft-views.ts';
import { logRules, mayWorkOnRules } from './rights.ts';
import { page } from '../views.ts';

const ofSet = z.strictObject({ set: Id });
const access = mayWorkOnRules;
const numbered = z.coerce.number().int().min(1).max(1_000_000);

export function ruleDraftRoutes(router: ApiRouter): void {
  route(
    router,
    {
      method: 'get',
      path: '/rules/:set/drafts',
      access,
      params: ofSet,
      answers: { 200: page(RuleDraftSummary) },
      summary: 'Drafts of a rule set, last worked on first',
    },
    async ({ input, deps: { db } }) => {
      const rows = await draftsOf(db, processOf(input.params.set), 200);
      const names = await namesFor(db, { people: rows.flatMap((one) => [one.authorId, one.savedById]) });
      return { items: rows.map((one) => summaryView(one, names)), next: null };
    },
  );

  route(
    router,
    {
      method: 'post',
      path: '/rules/:set/drafts',
      access,
      params: ofSet,
      body: Beginning.extend({ title: Title }),
      answers: { 201: RuleDraft },
      deepest: deepestContent,
      example: { params: { set: 'travelClearance' }, body: { title: 'Longer stays', from: { version: 1 } } },
      summary:
        'Begin a draft: from a version, another draft, a file, or from nothing; Idempotency-Key makes a repeated call the same call',
    },
    async ({ input, person, req, deps, answer }) => {
      const { title, ...beginning } = input.body;
      const { content, base } = await beginningOf(deps, person, processOf(input.params.set), beginning);
      const key = req.get('idempotency-key');
      const id = key ? idOf(person.id, 'rule-draft', key) : randomUUID();
      return begun(deps, person, { set: input.params.set, id, title, base, content }, answer);
    },
  );

  route(
    router,
    {
      method: 'get',
      path: '/rules/:set/drafts/:id',
      access,
      params: ofDraft,
      query: z.strictObject({
        revision: numbered.optional(),
        against: numbered.optional().meta({ description: 'Version the conflicts are told against' }),
      }),
      answers: { 200: RuleDraft },
      summary: 'A draft as last saved, or as saved then, with its faults, conflicts and tests',
    },
    async ({ input, person, deps }) => shown(deps, person, input.params, input.query),
  );

  route(
    router,
    {
      method: 'get',
      path: '/rules/:set/drafts/:id/revisions',
      access,
      params: ofDraft,
      answers: { 200: page(RuleRevision) },
      summary: 'Every save of a draft, newest first',
    },
    async ({ input, person, deps }) => {
      const { id } = await draftFor(deps, input.params);
      await logRules(deps, person, 'read-rule-draft', id);
      const rows = await revisionsOf(deps.db, id);
      const names = await namesFor(deps.db, { people: rows.map((one) => one.savedById) });
      return { items: rows.map((one) => revisionView(one, names)), next: null };
    },
  );

  route(
    router,
    {
      method: 'delete',
      path: '/rules/:set/drafts/:id',
      access,
      params: ofDraft,
      answers: { 204: null },
      summary: 'Discard a draft: it is hidden, and every save of it kept',
    },
    async ({ input, person, deps }) => {
      const { id } = await draftFor(deps, input.params);
      const data = { state: 'discarded', updatedAt: new Date(deps.clock()) };
      const { count } = await deps.db.ruleDraft.updateMany({
        where: { id, state: { in: ['open', 'discarded'] } },
        data,
      });
      if (count === 0) throw draftClosed();
      await logRules(deps, person, 'discard-rule-draft', id);
      return undefined;
    },
  );
}
