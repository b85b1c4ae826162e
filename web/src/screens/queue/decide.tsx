// The decision: outcome, reason, conditions. It rests on what this page showed, and says so to the server.
import { Button, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { useDecisions } from '../../decisions/decisions.tsx';
import { keepTyped, typedFor } from '../../decisions/typed.ts';
import type { Typed } from '../../decisions/typed.ts';
import { newId } from '../../http/call.ts';
import type { Task } from '../../http/types.ts';
import { useWords } from '../../i18n/words.ts';
import { NoticeBox } from '../../parts/notice.tsx';
import { isRuleChange } from '../../parts/rule-change.tsx';
import { useKeys } from './keys.ts';

const conditionCodes = [
  'armoured-vehicle',
  'two-vehicle-convoy',
  'refresher-training',
  'training-before-field-move',
  'ad-hoc-assessment',
];
const needsReason = ['deny', 'return', 'object'];
const agreeing = ['approve', 'ratify', 'endorse', 'advise', 'acknowledge'];
const nothing: Typed = { outcome: '', reason: '', conditions: [] };

export function Decide({ task }: { task: Task }) {
  const { say, word } = useWords();
  const navigate = useNavigate();
  const { hold, outgoing, dismiss } = useDecisions();
  const [typed, setTyped] = useState<Typed>(() => typedFor(task.id) ?? nothing);
  const [shown, setShown] = useState({ version: task.version, presentRisk: task.seen.presentRisk });
  const [error, setError] = useState<'outcome' | 'reason' | null>(null);
  const reason = useRef<HTMLTextAreaElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const on = outgoing.find((one) => one.task === task.id);
  const isOnItsWay = on !== undefined && on.state !== 'failed';
  const hasChanged = shown.version !== task.version || shown.presentRisk !== task.seen.presentRisk;
  const agree = agreeing.find((outcome) => task.outcomes.includes(outcome));
  useEffect(() => {
    if (typed !== nothing) keepTyped(task.id, typed);
  }, [task.id, typed]);

  const change = (values: Partial<Typed>) => {
    setTyped((before) => ({ ...before, ...values }));
    setError(null);
  };
  const send = (choice: Typed) => {
    if (isOnItsWay || hasChanged) return;
    if (choice.outcome === '') return setError('outcome');
    if (needsReason.includes(choice.outcome) && choice.reason.trim() === '') {
      setError('reason');
      reason.current?.focus();
      return;
    }
    dismiss(task.id);
    const conditions = choice.outcome === agree ? choice.conditions.map((code) => ({ code })) : [];
    hold({
      task: task.id,
      request: task.request,
      reference: task.reference,
      body: {
        id: newId(),
        outcome: choice.outcome,
        ...(choice.reason.trim() === '' ? {} : { reason: choice.reason.trim() }),
        ...(conditions.length === 0 ? {} : { conditions }),
        version: shown.version,
        ...(shown.presentRisk === null ? {} : { seen: { presentRisk: shown.presentRisk } }),
      },
    });
    void navigate({ to: '/queue', search: true, resetScroll: false });
  };
  const choose = (outcome: string) => {
    if (!task.outcomes.includes(outcome)) return;
    change({ outcome });
    reason.current?.focus();
  };
  useKeys({
    a: () => {
      if (!agree) return;
      change({ outcome: agree });
      send({ ...typed, outcome: agree });
    },
    r: () => choose('return'),
    d: () => choose(task.outcomes.includes('deny') ? 'deny' : 'object'),
    c: () => {
      if (agree) change({ outcome: agree });
      requestAnimationFrame(() => form.current?.querySelector<HTMLInputElement>('input[type=checkbox]')?.focus());
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(typed);
  };

  return (
    <form ref={form} className="decide" onSubmit={submit} aria-labelledby="decide-title">
      <h3 id="decide-title">{say('decide.title')}</h3>
      {hasChanged && (
        <NoticeBox
          tone="warn"
          announce
          title={say('decide.changed')}
          actions={
            <Button
              variant="default"
              onClick={() => setShown({ version: task.version, presentRisk: task.seen.presentRisk })}
            >
              {say('decide.changed.read')}
            </Button>
          }
        >
          {shown.presentRisk !== task.seen.presentRisk && (
            <p>
              {say('decide.changed.risk', {
                before: word('risk', shown.presentRisk ?? 'unknown'),
                now: word('risk', task.seen.presentRisk ?? 'unknown'),
              })}
            </p>
          )}
          {shown.version !== task.version && (
            <p>{say('decide.changed.version', { before: shown.version, now: task.version })}</p>
          )}
        </NoticeBox>
      )}
      <fieldset className="choices" aria-describedby={error === 'outcome' ? 'outcome-error' : undefined}>
        <legend>{say('decide.outcome')}</legend>
        {error === 'outcome' && (
          <p className="field-error" id="outcome-error" role="alert">
            {say('decide.outcome.missing')}
          </p>
        )}
        {task.outcomes.map((outcome) => (
          <label className="choice" key={outcome}>
            <input
              type="radio"
              name={`outcome-${task.id}`}
              checked={typed.outcome === outcome}
              onChange={() => change({ outcome })}
            />
            {word('outcome', outcome)}
          </label>
        ))}
      </fieldset>
      <Textarea
        ref={reason}
        label={say(needsReason.includes(typed.outcome) ? 'decide.reason.required' : 'decide.reason')}
        description={say('decide.reason.who')}
        error={error === 'reason' ? say('decide.reason.missing') : undefined}
        value={typed.reason}
        maxLength={2000}
        rows={3}
        onChange={(event) => change({ reason: event.currentTarget.value })}
      />
      {typed.outcome === agree && !isRuleChange(task) && (
        <fieldset className="choices">
          <legend>{say('decide.conditions')}</legend>
          {conditionCodes.map((code) => (
            <label className="choice" key={code}>
              <input
                type="checkbox"
                checked={typed.conditions.includes(code)}
                onChange={(event) =>
                  change({
                    conditions: event.currentTarget.checked
                      ? [...typed.conditions, code]
                      : typed.conditions.filter((one) => one !== code),
                  })
                }
              />
              {word('condition', code)}
            </label>
          ))}
        </fieldset>
      )}
      <Button type="submit" disabled={isOnItsWay || hasChanged}>
        {typed.outcome === '' ? say('decide.send') : word('outcome', typed.outcome)}
      </Button>
      <p className="dim">{say('decide.undo')}</p>
    </form>
  );
}
