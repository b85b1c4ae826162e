// A change of rules from a draft to force: submitted as a case, published by the decision on it.
import { z } from 'zod';
import { text } from '../../forms/common.ts';
import { RuleChangeEffective } from '../../forms/rule-change.ts';
import { decideParts } from '../decisions.ts';
import { deskRows } from '../desk-rows.ts';
import { refusal } from '../refusals.ts';
import { Accepted } from '../requests.ts';
import { route, type ApiRouter } from '../route.ts';
import { fileChange, filedView } from './change-filing.ts';
import { draftFor, ofDraft } from './draft-reading.ts';
import { logRules, mayWorkOnRules } from './rights.ts';
import { RequestView } from '../views.ts';

export const Reason = text(2000).pipe(z.string().min(1));
const exampleParams = { set: 'travelClearance', id: '00000000-0000-4000-8000-000000000000' };
const common = { method: 'post', access: mayWorkOnRules } as const;

export function ruleChangeRoutes(router: ApiRouter): void {
  route(
    router,
    {
      ...common,
      path: '/rules/:set/drafts/:id/submit',
      params: ofDraft,
      body: z.strictObject({
        revision: z.int().min(1).max(1_000_000),
        reason: Reason,
        effective: RuleChangeEffective.default({}),
        reexamine: z
          .boolean()
          .default(false)
          .meta({ description: 'Live requests are judged again when it comes in force' }),
      }),
      answers: { 201: RequestView, 202: Accepted },
      example: {
        params: exampleParams,
        body: { revision: 3, reason: 'Circular of 1 March', effective: { countries: ['AB'] }, reexamine: true },
      },
      summary: 'Submit a draft: a second person decides on the case it becomes',
    },
    async ({ input, person, req, deps, answer }) => {
      const draft = await draftFor(deps, input.params);
      const { set, id } = input.params;
      const { revision, reason, effective, reexamine } = input.body;
      const form = { set, draft: id, revision, hash: draft.hash, reason, effective, reexamine };
      const filed = await fileChange(deps, person, req.get('idempotency-key'), form);
      await logRules(deps, person, 'submit-rule-draft', id);
      const [status, body, headers] = await filedView(deps, person, filed);
      return answer(status, body, headers);
    },
  );

  route(
    router,
    {
      ...common,
      path: '/rules/:set/drafts/:id/publish',
      params: ofDraft,
      body: z.strictObject({
        version: z.int().min(1).optional().meta({ description: 'Content version of the case the page showed' }),
        reason: text(2000).optional(),
      }),
      answers: { 200: RequestView },
      example: { params: exampleParams, body: { version: 1, reason: 'As agreed' } },
      summary: 'Publish a submitted draft: the decision of a second person on its case',
    },
    async ({ input, person, deps, answer }) => {
      const { caseId } = await draftFor(deps, input.params);
      if (!caseId) throw refusal('not-submitted', 'Nobody has submitted this draft.');
      const { version, reason } = input.body;
      const said = { ...(version ? { version } : {}), ...(reason ? { reason } : {}) };
      await decideParts(deps, person, caseId, {}, { outcome: 'approve', ...said }, await deskRows(deps.db, { caseId }));
      const [, body] = await filedView(deps, person, { caseId, reference: '', isRecorded: true });
      return answer(200, body);
    },
  );
}
