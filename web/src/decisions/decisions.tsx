// Decisions on their way: held back for the undo window, then sent once under an id of their own.
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { call, codeOf } from '../http/call.ts';
import { forgetTyped } from './typed.ts';

export const undoSeconds = 5;

export type DecisionBody = {
  id: string;
  outcome: string;
  reason?: string;
  conditions?: { code: string }[];
  version: number;
  seen?: { presentRisk?: string };
};
export type Outgoing = {
  task: string;
  request: string;
  reference: string;
  body: DecisionBody;
  until: number;
  state: 'held' | 'sending' | 'failed' | 'sent';
  code?: string;
};

type Decisions = {
  outgoing: Outgoing[];
  hold: (decision: Pick<Outgoing, 'task' | 'request' | 'reference' | 'body'>) => void;
  undo: (task: string) => void;
  send: (task: string) => void;
  dismiss: (task: string) => void;
};
const Context = createContext<Decisions | null>(null);

export function useDecisions(): Decisions {
  const decisions = useContext(Context);
  if (!decisions) throw new Error('useDecisions belongs inside DecisionsProvider');
  return decisions;
}

export function DecisionsProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [outgoing, setOutgoing] = useState<Outgoing[]>([]);
  const latest = useRef(outgoing);
  latest.current = outgoing;
  const timers = useRef(new Map<string, number>());

  const change = useCallback((task: string, values: Partial<Outgoing>) => {
    setOutgoing((all) => all.map((one) => (one.task === task ? { ...one, ...values } : one)));
  }, []);
  const dismiss = useCallback((task: string) => {
    clearTimeout(timers.current.get(task));
    setOutgoing((all) => all.filter((one) => one.task !== task));
  }, []);
  const send = useCallback(
    async (task: string) => {
      clearTimeout(timers.current.get(task));
      const decision = latest.current.find((one) => one.task === task);
      if (!decision || decision.state === 'sending') return;
      change(task, { state: 'sending' });
      try {
        await call(`/tasks/${task}/decision`, {
          method: 'POST',
          body: decision.body,
          headers: { 'idempotency-key': decision.body.id },
        });
        forgetTyped(task);
        change(task, { state: 'sent' });
        timers.current.set(
          task,
          window.setTimeout(() => dismiss(task), 6000),
        );
      } catch (error) {
        change(task, { state: 'failed', code: codeOf(error) });
      }
      await client.invalidateQueries();
    },
    [change, client, dismiss],
  );
  const hold = useCallback<Decisions['hold']>(
    (decision) => {
      clearTimeout(timers.current.get(decision.task));
      const until = Date.now() + undoSeconds * 1000;
      setOutgoing((all) => [...all.filter((one) => one.task !== decision.task), { ...decision, until, state: 'held' }]);
      timers.current.set(
        decision.task,
        window.setTimeout(() => void send(decision.task), undoSeconds * 1000),
      );
    },
    [send],
  );

  const isUnsent = outgoing.some((one) => one.state === 'held' || one.state === 'sending');
  useEffect(() => {
    if (!isUnsent) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [isUnsent]);

  const value = useMemo(
    () => ({ outgoing, hold, undo: dismiss, send: (task: string) => void send(task), dismiss }),
    [outgoing, hold, dismiss, send],
  );
  return <Context value={value}>{children}</Context>;
}
