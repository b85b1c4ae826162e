// Where the request stands: done, now with whom and until when, and next.
import type { ReactNode } from 'react';
import type { AreaRef, HistoryEntry, Request } from '../../http/types.ts';
import { useWords } from '../../i18n/words.ts';
import { isRuleChange } from '../../parts/rule-change.tsx';
import { Sign } from '../../parts/sign.tsx';
import type { SignName } from '../../parts/sign.tsx';
import { lookOf } from '../../parts/tags.tsx';
import { Conditions, Name, Names, When } from '../../parts/text.tsx';

const next: Record<string, 'decide' | 'mend' | 'arrive' | 'close' | 'appeal' | 'review'> = {
  submitted: 'decide',
  'in-review': 'decide',
  'on-hold': 'decide',
  suspended: 'review',
  returned: 'mend',
  cleared: 'arrive',
  'cleared-with-conditions': 'arrive',
  'in-travel': 'close',
  overstay: 'close',
  denied: 'appeal',
};

const nextOfChange: Record<string, 'change' | 'change-mend'> = {
  submitted: 'change',
  'in-review': 'change',
  returned: 'change-mend',
};

type Event =
  | { kind: 'decision'; at: string; entry: HistoryEntry; area: AreaRef | null }
  | { kind: 'act'; at: string; act: Request['log'][number] };

/** Acts that moved the request on; notes and readings stand in the log. */
const moving = ['amend', 'appeal', 'extend', 'check-in', 'cancel', 'withdraw', 'close'];

/** A decision that covers several stops is one event. */
function eventsOf({ parts, log }: Request): Event[] {
  const decided = parts.flatMap((part) =>
    part.history.map((entry): Event => ({ kind: 'decision', at: entry.at, entry, area: part.area })),
  );
  const done = log.filter(({ verb }) => moving.includes(verb)).map((act): Event => ({ kind: 'act', at: act.at, act }));
  return [...decided, ...done].toSorted((a, b) => a.at.localeCompare(b.at));
}

export function Tracker({ request }: { request: Request }) {
  const { say, word } = useWords();
  const events = eventsOf(request);
  const areaOf = (id: string | null) => request.areas.find((area) => area.id === id);
  const step = isRuleChange(request) ? nextOfChange[request.state] : next[request.state];
  return (
    <ol className="tracker">
      <Step stage="done">
        <p>
          {say('tracker.filed')} <Name>{request.submitter.name}</Name>
        </p>
        <p className="dim">
          <When at={request.filedAt} />
        </p>
      </Step>
      {events.map((event, index) =>
        event.kind === 'act' ? (
          <Step stage="done" key={index}>
            <p>
              {word('did', event.act.verb)} · <Name>{event.act.person.name}</Name>
            </p>
            <Said text={event.act.form['reason']} />
            <p className="dim">
              <When at={event.at} />
            </p>
          </Step>
        ) : (
          <Step stage="done" sign={outcomeSigns[event.entry.outcome] ?? 'tick'} key={index}>
            <p>
              {word('decided', event.entry.outcome)}
              {event.area && (
                <>
                  {' · '}
                  <Name>{event.area.name}</Name>
                </>
              )}
              {' · '}
              <Name>{event.entry.holder.name}</Name>{' '}
              <span className="dim">({word('authority', event.entry.authority)})</span>
            </p>
            <Said text={event.entry.reason} />
            <Conditions of={event.entry.conditions} />
            <p className="dim">
              <When at={event.at} />
            </p>
          </Step>
        ),
      )}
      {request.openTasks.map((task) => {
        const area = areaOf(task.area);
        return (
          <Step stage="now" key={task.id}>
            <p>
              {say('tracker.with')} <Names of={task.holders} />{' '}
              <span className="dim">({word('authority', task.authority)})</span>
              {area && (
                <>
                  {' · '}
                  <Name>{area.name}</Name>
                </>
              )}
              {task.mode !== 'decide' && ` · ${word('mode', task.mode)}`}
              {task.step > 0 && ` · ${say('escalated')}`}
            </p>
            {task.dueAt && (
              <p className="dim">
                {say('until')} <When at={task.dueAt} {...(area ? { zone: area.zone } : {})} />
                {' · '}
                {say('tracker.then')}
              </p>
            )}
          </Step>
        );
      })}
      {request.openTasks.length === 0 && (
        <Step stage="now" sign={lookOf(request.state)[0]}>
          <p>
            {request.state === 'returned' && (
              <>
                {say('tracker.with')} <Name>{request.submitter.name}</Name> ·{' '}
              </>
            )}
            {word('state', request.state)}
          </p>
        </Step>
      )}
      {step && (
        <Step stage="next">
          <p>{say(`tracker.next.${step}`)}</p>
        </Step>
      )}
    </ol>
  );
}

const signs = { done: 'tick', now: 'clock', next: 'ring' } as const;
const outcomeSigns: Record<string, SignName> = { return: 'back', deny: 'cross', object: 'cross', abstain: 'ring' };

type StepProps = { stage: 'done' | 'now' | 'next'; sign?: SignName; children: ReactNode };

function Step({ stage, sign = signs[stage], children }: StepProps) {
  const { say } = useWords();
  return (
    <li className={stage} aria-current={stage === 'now' ? 'step' : undefined}>
      <Sign name={sign} />
      <div>
        <span className="hidden">{say(`tracker.${stage}`)}: </span>
        {children}
      </div>
    </li>
  );
}

function Said({ text }: { text: unknown }) {
  return typeof text === 'string' && text !== '' ? (
    <blockquote>
      <bdi>{text}</bdi>
    </blockquote>
  ) : null;
}
