// Where the request stands: done, now with whom and until when, and next.
import type { ReactNode } from 'react';
import type { Request } from '../../http/types.ts';
import { useWords } from '../../i18n/words.ts';
import { Sign } from '../../parts/sign.tsx';
import { Name, Names, When } from '../../parts/text.tsx';

const next: Record<string, 'decide' | 'mend' | 'arrive' | 'close' | 'appeal'> = {
  submitted: 'decide',
  'in-review': 'decide',
  'on-hold': 'decide',
  suspended: 'decide',
  returned: 'mend',
  cleared: 'arrive',
  'cleared-with-conditions': 'arrive',
  'in-travel': 'close',
  overstay: 'close',
  denied: 'appeal',
};

export function Tracker({ request }: { request: Request }) {
  const { say, word } = useWords();
  const decided = request.parts
    .flatMap((part) => part.history.map((entry) => ({ entry, area: part.area })))
    .toSorted((a, b) => a.entry.at.localeCompare(b.entry.at));
  const areaOf = (id: string | null) => request.areas.find((area) => area.id === id);
  const step = next[request.state];
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
      {decided.map(({ entry, area }, index) => (
        <Step stage="done" key={index}>
          <p>
            {word('outcome', entry.outcome)}
            {area && (
              <>
                {' · '}
                <Name>{area.name}</Name>
              </>
            )}
            {' · '}
            <Name>{entry.holder.name}</Name> <span className="dim">({word('authority', entry.authority)})</span>
          </p>
          <p className="dim">
            <When at={entry.at} />
          </p>
        </Step>
      ))}
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
              {' · '}
              {word('mode', task.mode)}
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
        <Step stage="now">
          <p>{word('state', request.state)}</p>
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

function Step({ stage, children }: { stage: 'done' | 'now' | 'next'; children: ReactNode }) {
  const { say } = useWords();
  return (
    <li className={stage} aria-current={stage === 'now' ? 'step' : undefined}>
      <Sign name={signs[stage]} />
      <div>
        <span className="hidden">{say(`tracker.${stage}`)}: </span>
        {children}
      </div>
    </li>
  );
}
