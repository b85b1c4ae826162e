// What the API answers: one response schema a view. OpenAPI and the web app read these.
import { z } from 'zod';
import { Authority } from '../rules/rule-set.ts';

const at = z.iso.datetime();
const local = z.string().meta({ description: 'Wall time of the area' });
export const Ref = z.object({ id: z.string(), name: z.string() }).meta({ id: 'Ref' });
export const AreaRef = z
  .object({
    id: z.string(),
    name: z.string(),
    country: z.string(),
    countryName: z.string(),
    zone: z.string(),
    presentRisk: z.string(),
  })
  .meta({ id: 'AreaRef' });
export const ConditionView = z.looseObject({ code: z.string(), due: z.string().optional() }).meta({ id: 'Condition' });

export const HistoryEntry = z
  .object({
    holder: Ref,
    authority: z.string(),
    instrument: z.string().nullable(),
    kind: z.enum(['decision', 'opinion']),
    outcome: z.string(),
    reason: z.string().nullable(),
    conditions: z.array(ConditionView),
    round: z.int(),
    at,
  })
  .meta({ id: 'HistoryEntry' });

export const WaitingFor = z
  .object({
    authority: Authority,
    holders: z.array(Ref),
    task: z.string(),
    mode: z.string(),
    since: at,
    dueAt: at.nullable(),
    moved: z.boolean(),
  })
  .meta({ id: 'WaitingFor' });

export const PartView = z
  .object({
    id: z.string(),
    ordinal: z.int(),
    stop: z.int().nullable(),
    subject: z.string(),
    area: AreaRef.nullable(),
    state: z.string(),
    reasons: z.array(z.string()),
    conditions: z.array(ConditionView),
    waitingFor: WaitingFor.nullable(),
    arrive: local.nullable(),
    depart: local.nullable(),
    from: at.nullable(),
    to: at.nullable(),
    until: z.string().nullable(),
    nights: z.int().nullable(),
    decidedBy: z.object({ authority: z.string(), holder: Ref, instrument: z.string().nullable(), at }).nullable(),
    exemption: z.string().nullable(),
    history: z.array(HistoryEntry),
  })
  .meta({ id: 'Part' });

export const OpenTask = z
  .object({
    id: z.string(),
    part: z.string(),
    area: z.string().nullable(),
    subject: z.string(),
    authority: z.string(),
    mode: z.string(),
    holders: z.array(Ref),
    openedAt: at,
    remindAt: at.nullable(),
    dueAt: at.nullable(),
    step: z.int(),
    mine: z.boolean(),
  })
  .meta({ id: 'OpenTask' });

export const RequestSummary = z
  .object({
    id: z.string(),
    reference: z.string(),
    process: z.string(),
    state: z.string(),
    valid: z.boolean(),
    version: z.int(),
    subject: Ref,
    submitter: Ref,
    organization: Ref.nullable(),
    purpose: z.string().nullable(),
    areas: z.array(AreaRef),
    filedAt: at,
    departsAt: at.nullable(),
    endsAt: at.nullable(),
    waitingFor: z.array(z.object({ authority: z.string(), holders: z.array(Ref), dueAt: at.nullable() })),
    urgent: z.boolean(),
  })
  .meta({ id: 'RequestSummary' });

export const RequestView = RequestSummary.extend({
  form: z.record(z.string(), z.unknown()),
  reasons: z.array(z.string()),
  parts: z.array(PartView),
  openTasks: z.array(OpenTask),
  notified: z.array(z.object({ person: Ref, code: z.string(), at })),
  opened: z.array(z.object({ id: z.string(), process: z.string(), reference: z.string(), subject: z.string() })),
  acts: z.array(z.string()).meta({ description: 'Verbs this reader may use now' }),
  log: z.array(z.object({ verb: z.string(), person: Ref, at, form: z.record(z.string(), z.unknown()) })),
}).meta({ id: 'Request' });
export type RequestView = z.infer<typeof RequestView>;

export const TaskSummary = z
  .object({
    id: z.string(),
    request: z.string(),
    reference: z.string(),
    process: z.string(),
    subject: Ref,
    organization: Ref.nullable(),
    area: AreaRef.nullable(),
    partSubject: z.string(),
    authority: z.string(),
    mode: z.string(),
    reasons: z.array(z.string()),
    purpose: z.string().nullable(),
    arrive: local.nullable(),
    depart: local.nullable(),
    departsAt: at.nullable(),
    openedAt: at,
    remindAt: at.nullable(),
    dueAt: at.nullable(),
    step: z.int(),
    version: z.int(),
    holders: z.array(Ref),
  })
  .meta({ id: 'TaskSummary' });

export const ExplainedRule = z
  .object({
    rule: z.string(),
    title: z.string(),
    source: z.string(),
    sentence: z.string(),
    result: z.enum(['fired', 'not-fired', 'undecided', 'out-of-scope']),
    when: z.unknown(),
  })
  .meta({ id: 'ExplainedRule' });

export const PartExplanation = z
  .object({
    part: z.string(),
    area: AreaRef.nullable(),
    subject: z.string(),
    ruleSet: z.object({ name: z.string(), version: z.int(), hash: z.string() }),
    outcome: z.string(),
    reasons: z.array(z.string()),
    facts: z.array(z.object({ name: z.string(), title: z.string(), from: z.string(), value: z.unknown() })),
    rules: z.array(ExplainedRule),
    route: z.array(z.object({ stage: z.int(), authority: z.string(), mode: z.string() })),
  })
  .meta({ id: 'PartExplanation' });
export const Explanation = z
  .object({ request: z.string(), reference: z.string(), parts: z.array(PartExplanation) })
  .meta({ id: 'Explanation' });

export const TaskView = TaskSummary.extend({
  state: z.string(),
  outcomes: z.array(z.string()).meta({ description: 'Outcomes this task takes' }),
  seen: z.object({ presentRisk: z.string().nullable() }).meta({ description: 'Send back with the decision' }),
  explanation: PartExplanation,
  requestView: RequestView,
}).meta({ id: 'Task' });

export const HistoryEvent = z
  .object({
    seq: z.int(),
    kind: z.string(),
    at,
    actor: Ref.nullable(),
    part: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()),
    hash: z.string(),
  })
  .meta({ id: 'HistoryEvent' });

/** Somebody else looked at the request. */
export const HistoryRead = z
  .object({ seq: z.int(), at, reader: Ref.nullable(), action: z.string(), hash: z.string() })
  .meta({ id: 'HistoryRead' });

/** What would happen if this form were filed now; nothing is written. */
export const Preflight = z
  .object({
    ok: z.boolean(),
    problems: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
    warnings: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
    parts: z.array(
      z.object({
        ordinal: z.int(),
        stop: z.int().nullable(),
        subject: z.string(),
        area: AreaRef.nullable(),
        outcome: z.string(),
        reasons: z.array(z.string()),
        missing: z.array(z.object({ code: z.string(), items: z.array(z.string()) })),
        decides: z.array(z.object({ authority: z.string(), mode: z.string(), holders: z.array(Ref) })),
        rules: z.array(z.object({ rule: z.string(), title: z.string(), source: z.string() })),
      }),
    ),
  })
  .meta({ id: 'Preflight' });

export const ProblemView = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().optional(),
    instance: z.string().optional(),
    errors: z.array(z.looseObject({ path: z.string(), code: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });
