// Routes of tasks: the queue of those who decide.
import { z } from 'zod';
import { caseFor } from './cases.ts';
import { requestView } from './case-view.ts';
import { DecisionBody, decideTask } from './decisions.ts';
import { decisionExample } from './examples.ts';
import { desk } from './desk-rows.ts';
import { problemOf } from './problem.ts';
import { route, type ApiRouter } from './route.ts';
import { taskList, taskListQuery } from './task-list.ts';
import { taskView } from './task-view.ts';
import { RequestView, TaskSummary, TaskView, page } from './views.ts';

const params = z.strictObject({ id: z.uuid() });
const Decided = z
  .object({ decision: z.object({ id: z.uuid(), outcome: z.string(), at: z.iso.datetime() }), request: RequestView })
  .meta({ id: 'Decided' });

export function taskRoutes(router: ApiRouter): void {
  route(
    router,
    {
      method: 'get',
      path: '/tasks',
      access: 'signed-in',
      query: taskListQuery,
      answers: { 200: page(TaskSummary) },
      summary: 'Tasks of the caller, or of all requests he sees',
    },
    ({ input, person, deps }) => taskList(deps.db, { id: person.id, now: deps.clock() }, input.query),
  );
  route(
    router,
    {
      method: 'get',
      path: '/tasks/:id',
      access: 'signed-in',
      params,
      answers: { 200: TaskView },
      summary: 'A task with all it is decided on',
    },
    async ({ input, person, deps }) => {
      const task = await deps.db.task.findUnique({ where: { id: input.params.id }, select: { caseId: true } });
      if (!task) throw problemOf('not-found');
      await caseFor(deps, person, task.caseId, 'read-task');
      return taskView(deps.db, input.params.id, { id: person.id, now: deps.clock() });
    },
  );
  const body = DecisionBody.required({ version: true });
  route(
    router,
    {
      method: 'post',
      path: '/tasks/:id/decision',
      access: 'signed-in',
      params,
      ahead: ({ id }) => desk({ taskId: id }),
      body,
      answers: { 200: Decided },
      example: { body: decisionExample },
      summary: 'Decide a task, or give the advice it asks for',
    },
    async ({ input, person, deps, ahead }) => {
      const { caseId, decisionId } = await decideTask(deps, person, input.params.id, input.body, ahead);
      const [{ id, outcome, at }, request] = await Promise.all([
        deps.db.decision.findUniqueOrThrow({
          where: { id: decisionId },
          select: { id: true, outcome: true, at: true },
        }),
        requestView(deps.db, caseId, { id: person.id, now: deps.clock() }),
      ]);
      return { decision: { id, outcome, at: at.toISOString() }, request };
    },
  );
}
