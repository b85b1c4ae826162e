// The desk a case lies on: messages and moments reach it one at a time, each as one step of an activity that writes the rows.
import {
  ActivityFailure,
  allHandlersFinished,
  ApplicationFailure,
  CancelledFailure,
  condition,
  continueAsNew,
  proxyLocalActivities,
  setHandler,
  sleep,
  TemporalFailure,
  workflowInfo,
} from '@temporalio/workflow';
import type { Agenda, Moment } from '../activities/agenda.ts';
import type { Activities } from '../activities/index.ts';
import {
  act,
  decide,
  filed,
  readAgain,
  status,
  worldChanged,
  type Answer,
  type Filing,
  type Resumption,
  type Status,
} from './messages.ts';

/** What no second try can mend. */
const final = ['unsigned', 'validation-failed'];

/** Every step is one short transaction, so it runs inside the workflow task that asks for it. */
export const steps = proxyLocalActivities<Activities>({
  startToCloseTimeout: '20s',
  scheduleToCloseTimeout: '30s',
  retry: { initialInterval: '200ms', maximumInterval: '5s', nonRetryableErrorTypes: final },
});

export type Pass = (moment: Moment, now: number) => Promise<Agenda | null>;
type Recorded = { answer: Answer; agenda: Agenda | null };

/** @param pass writes what a moment that has come brings about, and answers what is next; null where the case has no rows any more */
export function openDesk(filing: Filing | Resumption, pass: Pass) {
  const { caseId } = filing;
  let opened: Answer | undefined;
  let agenda: Agenda | undefined;
  let atWork = 0;
  let changes = 0;
  let isOutdated = false;
  let last: Promise<unknown> = Promise.resolve();

  const isDue = () => !!agenda?.next && agenda.next.at <= Date.now();

  /** One at a time, in the order they came. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    atWork += 1;
    const mine = last.then(work).finally(() => (atWork -= 1));
    last = mine.catch(() => undefined);
    return mine;
  }

  async function passDue(): Promise<void> {
    while (isDue() && !isOutdated) await goOn(await persistently(() => pass(agenda!.next!, Date.now())));
  }

  async function goOn(written: Agenda | null): Promise<void> {
    isOutdated ||= written === null;
    await settle(written);
  }

  async function settle(written: Agenda | null): Promise<void> {
    agenda = written ?? agenda;
    const { calls } = written ?? {};
    if (calls) await persistently(() => steps.callCases(calls));
  }

  /** A message meets the case as it is after all that was due before it. */
  async function answer(record: (now: number) => Promise<Recorded>): Promise<Answer> {
    await condition(() => opened !== undefined);
    return inTurn(async () => {
      await passDue();
      const done = await persistently(() => record(Date.now()));
      await settle(done.agenda);
      return done.answer;
    });
  }

  async function open(): Promise<void> {
    try {
      const done = await persistently(() =>
        'resumes' in filing
          ? steps.resumeCase(caseId, workflowInfo().workflowId, Date.now())
          : steps.openCase(filing, Date.now()),
      );
      await settle(done.agenda);
      opened = done.answer;
    } catch (error) {
      opened = refusalOf(error);
    }
  }

  async function judgeAgain(): Promise<void> {
    changes = 0;
    await goOn(await persistently(() => steps.reExamine(caseId, Date.now())));
  }

  async function waitForMore(): Promise<void> {
    const known = agenda;
    const woken = () => changes > 0 || isOutdated || atWork > 0 || agenda !== known;
    await (known?.next ? condition(woken, Math.max(1, known.next.at - Date.now())) : condition(woken));
    await condition(() => atWork === 0);
  }

  setHandler(filed, async () => {
    await condition(() => opened !== undefined);
    return opened!;
  });
  setHandler(decide, (message) => answer((now) => steps.recordDecision(caseId, message, now)));
  setHandler(act, (message) => answer((now) => steps.recordAct(caseId, message, now)));
  setHandler(worldChanged, () => void (changes += 1));
  setHandler(readAgain, () => void (isOutdated = true));
  setHandler(status, giveStatus, { validator: giveStatus });

  /** No query: one that reaches a worker which does not know the workflow yet makes it act before its turn, and the history no longer replays. */
  function giveStatus(): never {
    const given: Status = {
      busy: opened === undefined || atWork > 0 || changes > 0,
      state: agenda?.state ?? 'submitted',
      live: agenda?.live ?? true,
      ...(agenda ? { seq: agenda.seq } : {}),
      ...(agenda?.next ? { next: agenda.next } : {}),
    };
    throw ApplicationFailure.create({ type: status.name, details: [given] });
  }

  return {
    /** Writes the case, then lives with it until it ends: passes what comes due, judges again when the world has changed. Answers what it came to. */
    async live(): Promise<Agenda | undefined> {
      await inTurn(open);
      while (agenda?.live) {
        if (isOutdated && atWork === 0) await startOver(filing);
        else if (changes > 0) await inTurn(judgeAgain);
        else if (isDue()) await inTurn(passDue);
        else if (workflowInfo().continueAsNewSuggested && atWork === 0) await startOver(filing);
        else await waitForMore();
      }
      await condition(allHandlersFinished);
      return agenda;
    },
  };
}

/** Starts over with a short history; the rows hold all there is to know, and opening a case that is there reads them. */
export async function startOver(filing: Filing | Resumption): Promise<never> {
  await condition(allHandlersFinished);
  return continueAsNew<(again: Filing | Resumption) => Promise<void>>(filing);
}

/** A part that does not answer is asked again, each time with the clock as it then stands, so that no act is written with an old hour. */
async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (let wait = 1; ; wait = Math.min(wait * 2, 300)) {
    try {
      return await work();
    } catch (error) {
      if (!failureOf(error) || finalOf(error)) throw error;
      await sleep(wait * 1_000);
    }
  }
}

/** A local activity fails with its own error, any other with that error inside an ActivityFailure. */
function failureOf(error: unknown): TemporalFailure | undefined {
  const failure = error instanceof ActivityFailure ? error.cause : error;
  return failure instanceof TemporalFailure && !(failure instanceof CancelledFailure) ? failure : undefined;
}

function finalOf(error: unknown): ApplicationFailure | undefined {
  const failure = failureOf(error);
  return failure instanceof ApplicationFailure && final.includes(failure.type ?? '') ? failure : undefined;
}

function refusalOf(error: unknown): Answer {
  const failure = finalOf(error);
  if (!failure) throw error;
  return { ok: false, code: failure.type!, detail: failure.message };
}
