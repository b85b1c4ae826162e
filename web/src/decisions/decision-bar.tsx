// The bar at the foot of the page: what is about to be sent and how to take it back, what was sent, what failed.
import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { Sign } from '../parts/sign.tsx';
import { useDecisions } from './decisions.tsx';
import type { Outgoing } from './decisions.tsx';

export function DecisionBar() {
  const { outgoing } = useDecisions();
  const { task: open } = useParams({ strict: false });
  // The open case tells of its own refusal, beside what was typed.
  const told = outgoing.filter(({ state, task }) => state !== 'failed' || task !== open);
  return (
    <section className="decision-bar" role="status">
      {told.map((decision) => (
        <One key={decision.task} decision={decision} />
      ))}
    </section>
  );
}

function One({ decision }: { decision: Outgoing }) {
  const { say, word, has } = useWords();
  const { undo, send, dismiss } = useDecisions();
  const { task, reference, state, code = '' } = decision;
  const outcome = word('outcome', decision.body.outcome);
  if (state === 'failed') {
    const isPassing = code === 'offline' || code === 'unavailable' || code === 'unknown';
    return (
      <div className="decision bad">
        <Sign name="cross" />
        <span>
          {say('decision.failed', { reference })} {has('problem', code) ? word('problem', code) : say('failed.text')}
        </span>
        {isPassing ? (
          <Button size="compact-sm" variant="white" onClick={() => send(task)}>
            {say('try-again')}
          </Button>
        ) : (
          <Link to="/queue/$task" params={{ task }}>
            {say('decision.see')}
          </Link>
        )}
        <Button size="compact-sm" variant="white" onClick={() => dismiss(task)}>
          {say('dismiss')}
        </Button>
      </div>
    );
  }
  if (state === 'sent') {
    return (
      <div className="decision">
        <Sign name="tick" />
        <span>{say('decision.sent', { reference, outcome: word('decided', decision.body.outcome) })}</span>
      </div>
    );
  }
  return (
    <div className="decision">
      <Sign name="clock" />
      <span>
        {say('decision.held', { reference, outcome })} <Left until={decision.until} />
      </span>
      <Button size="compact-sm" variant="white" disabled={state === 'sending'} onClick={() => undo(task)}>
        {say('undo')}
      </Button>
    </div>
  );
}

function Left({ until }: { until: number }) {
  const { say } = useWords();
  const [left, setLeft] = useState(() => until - Date.now());
  useEffect(() => {
    const timer = setInterval(() => setLeft(until - Date.now()), 250);
    return () => clearInterval(timer);
  }, [until]);
  return <span aria-hidden="true">{say('decision.left', { count: Math.max(0, Math.ceil(left / 1000)) })}</span>;
}
