// Routes of requests: file, look, act, decide.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { TravelClearanceForm } from '../forms/travel-clearance.ts';
import { processes, type ProcessName } from '../rules/index.ts';
import { ActBody, actOnCase } from './acts.ts';
import { caseFor } from './cases.ts';
import { requestView } from './case-view.ts';
import { DecisionBody, PartFilter, decideParts } from './decisions.ts';
import { desk } from './desk-rows.ts';
import type { ApiDeps } from './deps.ts';
import { explanationOf } from './explanation.ts';
import { describedBy } from './form-schemas.ts';
import { fileRequest, tryTrip } from './filing.ts';
import { historyOf, readsOf } from './history.ts';
import { mayFile } from './may-file.ts';
import { faultsOf, problemOf } from './problem.ts';
import { actExample, decisionExample, filingExample } from './examples.ts';
import { requestList, requestListQuery } from './request-list.ts';
import { route, type ApiRouter } from './route.ts';
import type { SignedIn } from './signed-in.ts';
import { Explanation, HistoryEvent, HistoryRead, Preflight, RequestSummary, RequestView, page } from './views.ts';

const names = Object.keys(processes) as [ProcessName, ...ProcessName[]];
const form = z.record(z.string(), z.unknown());
const forms = Object.fromEntries(Object.entries(processes).map(([name, process]) => [name, process.form]));
const FilingBody = describedBy(z.strictObject({ process: z.enum(names), form }), 'process', forms);
const TripBody = describedBy(z.strictObject({ process: z.literal('travelClearance'), form }), 'process', {
  travelClearance: TravelClearanceForm,
});
export const Accepted = z
  .object({ id: z.uuid(), reference: z.string(), state: z.literal('submitted') })
  .meta({ id: 'Accepted' });
const params = z.strictObject({ id: z.uuid() });
const IdempotencyKey = z.string().min(1).max(200);

export function caseRoutes(router: ApiRouter): void {
  fileRoute(router);
  readRoutes(router);
  route(
    router,
    {
      method: 'post',
      path: '/requests/:id/acts',
      access: 'signed-in',
      params,
      body: ActBody,
      answers: { 200: RequestView },
      example: { body: actExample },
      summary: 'Do an act on a request: amend, cancel, confirm, check in …',
    },
    async ({ input, person, deps }) => {
      await actOnCase(deps, person, input.params.id, input.body);
      return shown(deps, person, input.params.id);
    },
  );
  const body = DecisionBody.extend(PartFilter.shape);
  route(
    router,
    {
      method: 'post',
      path: '/requests/:id/decisions',
      access: 'signed-in',
      params,
      ahead: ({ id }) => desk({ caseId: id }),
      body,
      answers: { 200: RequestView },
      example: { body: decisionExample },
      summary: 'Decide every part of a request that waits for the caller and fits',
    },
    async ({ input, person, deps, ahead }) => {
      const { area, stop, subject, authority, ...decision } = input.body;
      await decideParts(deps, person, input.params.id, { area, stop, subject, authority }, decision, ahead);
      return shown(deps, person, input.params.id);
    },
  );
}

function fileRoute(router: ApiRouter): void {
  const answers = { 201: RequestView, 202: Accepted };
  route(
    router,
    {
      method: 'post',
      path: '/requests',
      access: 'signed-in',
      body: FilingBody,
      answers,
      example: { body: filingExample },
      summary: 'File a request; the header Idempotency-Key makes a repeated call the same call',
    },
    async ({ input, person, req, deps, answer }) => {
      const { process } = input.body;
      if (!mayFile(person, process)) throw problemOf('forbidden');
      const order = {
        ...{ process, form: read(processes[process].form, input.body.form) },
        submitter: person.id,
        idempotencyKey: IdempotencyKey.parse(req.get('idempotency-key') ?? randomUUID()),
      };
      const filed = await fileRequest(deps, person, order);
      const location = { Location: `/api/v1/requests/${filed.caseId}` };
      if (!filed.isRecorded)
        return answer(202, { id: filed.caseId, reference: filed.reference, state: 'submitted' }, location);
      return answer(201, await shown(deps, person, filed.caseId), location);
    },
  );
  route(
    router,
    {
      method: 'post',
      path: '/requests/preflight',
      access: 'signed-in',
      body: TripBody,
      answers: { 200: Preflight },
      example: { body: filingExample },
      summary: 'What filing this form would come to; nothing is filed',
    },
    ({ input, person, deps }) => tryTrip(deps, person, read(TravelClearanceForm, input.body.form)),
  );
}

function read<Form extends z.ZodType>(schema: Form, form: unknown): z.output<Form> {
  const parsed = schema.safeParse(form);
  if (!parsed.success) throw problemOf('validation-failed', undefined, { errors: faultsOf(parsed.error) });
  return parsed.data;
}

function readRoutes(router: ApiRouter): void {
  route(
    router,
    {
      method: 'get',
      path: '/requests',
      access: 'signed-in',
      query: requestListQuery,
      answers: { 200: page(RequestSummary) },
      summary: 'Requests the caller sees, newest first',
    },
    ({ input, person, deps }) => requestList(deps.db, { id: person.id, now: deps.clock() }, input.query),
  );
  route(
    router,
    {
      method: 'get',
      path: '/requests/:id',
      access: 'signed-in',
      params,
      answers: { 200: RequestView },
      summary: 'A request with its parts, who holds it and until when',
    },
    async ({ input, person, deps }) => {
      await caseFor(deps, person, input.params.id, 'read');
      return shown(deps, person, input.params.id);
    },
  );
  route(
    router,
    {
      method: 'get',
      path: '/requests/:id/explanation',
      access: 'signed-in',
      params,
      answers: { 200: Explanation },
      summary: 'Why each part stands where it stands',
    },
    async ({ input, person, deps }) => {
      await caseFor(deps, person, input.params.id, 'read-explanation');
      return explanationOf(deps.db, input.params.id);
    },
  );
  const History = z.object({
    items: z.array(HistoryEvent),
    reads: z.array(HistoryRead).meta({ description: 'Who else read it; told to the traveller only' }),
  });
  route(
    router,
    {
      method: 'get',
      path: '/requests/:id/history',
      access: 'signed-in',
      params,
      answers: { 200: History },
      summary: 'Everything that happened to a request, oldest first',
    },
    async ({ input, person, deps }) => {
      const { id } = input.params;
      const { subjectId } = await caseFor(deps, person, id, 'read-history');
      const reads = subjectId === person.id ? await readsOf(deps.db, id) : [];
      return { items: await historyOf(deps.db, id), reads };
    },
  );
}

async function shown(deps: ApiDeps, person: SignedIn, caseId: string): Promise<RequestView> {
  const view = await requestView(deps.db, caseId, { id: person.id, now: deps.clock() });
  if (!view) throw problemOf('not-found');
  return view;
}
