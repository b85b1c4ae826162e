// Sends a draft to the second person: why, from when and where, and whether live requests are judged again.
import { Button, TextInput, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { Refused, call, codeOf, newId } from '../../../http/call.ts';
import { ownZone } from '../../../i18n/time.ts';
import { useWords } from '../../../i18n/words.ts';
import { Failed } from '../../../parts/answer.tsx';
import { NoticeBox } from '../../../parts/notice.tsx';
import { replaced } from '../../../rulebook/queries.ts';
import type { Draft, Issue, Replaced } from '../../../rulebook/types.ts';
import { Behind } from './behind.tsx';
import { startOf, useChosen, whereOf } from './chosen.ts';
import type { Chosen } from './chosen.ts';
import { LivePreview } from './live-preview.tsx';
import { ReplacedPanel, Cancelled } from './replaced.tsx';
import { Places } from './scope-editor.tsx';
import type { Editing } from './use-editing.ts';

type Props = { editing: Editing; draft: Draft; issues: readonly Issue[] };

export function SubmitPanel({ editing, draft, issues }: Props) {
  const { say } = useWords();
  const client = useQueryClient();
  const attempt = useRef({ of: '', id: '' });
  const reason = useRef<HTMLTextAreaElement>(null);
  const [isLacking, setLacking] = useState(false);
  const [form, setForm, forget] = useChosen(draft);
  const change = (values: Partial<Chosen>) => setForm({ ...form, ...values });
  const from = startOf(form);
  const there = useQuery(replaced(draft.content.name, whereOf(form), from));
  const send = useMutation({
    mutationFn: () => {
      const body = {
        revision: editing.revision,
        reason: form.reason.trim(),
        effective: {
          ...(from === undefined ? {} : { from }),
          ...(form.countries.length === 0 ? {} : { countries: form.countries }),
          ...(form.areas.length === 0 ? {} : { areas: form.areas }),
        },
        reexamine: form.reexamine,
      };
      const of = JSON.stringify(body);
      if (attempt.current.of !== of) attempt.current = { of, id: newId() };
      return call<{ id: string; reference?: string }>(`/rules/${draft.content.name}/drafts/${draft.id}/submit`, {
        method: 'POST',
        body,
        headers: { 'idempotency-key': attempt.current.id },
      });
    },
    onSuccess: () => {
      forget();
      return client.invalidateQueries({ queryKey: ['rule-drafts'] });
    },
    // Another version may be in force by now: then the page says so, and offers to take it over.
    onError: () =>
      Promise.all([['rule-draft'], ['rule-replaced']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isEmpty = form.reason.trim() === '';
    setLacking(isEmpty);
    if (isEmpty) return reason.current?.focus();
    send.mutate();
  };
  if (send.data) {
    return (
      <NoticeBox
        tone="good"
        announce
        title={say('submit.done')}
        actions={
          <Link to="/requests/$id" params={{ id: send.data.id }} search={{ filed: send.data.reference ?? '' }}>
            {say('submit.case')}
          </Link>
        }
      >
        <p>{say('submit.done.text')}</p>
      </NoticeBox>
    );
  }
  const isReady = !editing.isDirty && issues.length === 0;
  return (
    <form onSubmit={submit} noValidate className="stack">
      <p>{say('submit.text')}</p>
      {editing.isDirty && <NoticeBox tone="warn" title={say('submit.unsaved')} />}
      {issues.length > 0 && <NoticeBox tone="bad" title={say('submit.faults', { count: issues.length })} />}
      <Textarea
        ref={reason}
        className="wide-field"
        label={say('submit.reason')}
        description={say('submit.reason.hint')}
        error={isLacking ? say('acts.reason.missing') : undefined}
        value={form.reason}
        maxLength={2000}
        rows={3}
        onChange={(event) => change({ reason: event.currentTarget.value })}
      />
      <TextInput
        type="datetime-local"
        label={say('change.from')}
        description={say('submit.from.hint', { zone: ownZone() })}
        value={form.from}
        onChange={(event) => change({ from: event.currentTarget.value })}
      />
      <div className="fields tops wide-field">
        <Places
          kind="countries"
          value={form.countries}
          isBound={form.areas.length > 0}
          onChange={(countries) => change({ countries })}
        />
        <Places
          kind="areas"
          value={form.areas}
          isBound={form.countries.length > 0}
          onChange={(areas) => change({ areas })}
        />
      </div>
      <label className="choice">
        <input
          type="checkbox"
          checked={form.reexamine}
          onChange={(event) => change({ reexamine: event.currentTarget.checked })}
        />
        <span>
          {say('change.reexamine')}
          <span className="choice-hint">{say('submit.reexamine.hint')}</span>
        </span>
      </label>
      {form.reexamine && !editing.isDirty && issues.length === 0 && (
        <LivePreview draft={draft} revision={editing.revision} countries={form.countries} areas={form.areas} />
      )}
      <p>
        <Link
          to="/rules/$set/drafts/$draft"
          params={{ set: draft.content.name, draft: draft.id }}
          search={{ tab: 'impact' }}
        >
          {say('submit.impact')}
        </Link>
      </p>
      {there.data && (
        <GoesOnFrom of={there.data} refused={refusedFor(send.error, draft)} editing={editing} draft={draft} />
      )}
      {there.data && <Cancelled of={there.data} />}
      <details className="panel" open>
        <summary>{say('submit.compare')}</summary>
        <ReplacedPanel set={editing.content} draft={draft} chosen={form} />
      </details>
      {send.error && <NotSent error={send.error} />}
      <Button type="submit" disabled={!isReady} loading={send.isPending}>
        {say('submit.send')}
      </Button>
    </form>
  );
}

type GoesOn = { of: Replaced[]; refused: number | undefined; editing: Editing; draft: Draft };

/** A draft replaces the whole text: at each place it must go on from the newest that stands there. */
function GoesOnFrom({ of, refused, editing, draft }: GoesOn) {
  const { say } = useWords();
  const newest = new Set(of.map(({ version, scheduled }) => scheduled.at(-1)?.version ?? version));
  if (draft.base === null) return null;
  if (newest.size > 1) return <NoticeBox tone="warn" title={say('submit.several')} />;
  const version = refused ?? [...newest][0] ?? null;
  if (version === null || version === draft.base) return null;
  const isAhead = of.every(({ now }) => now !== version);
  return <Behind key={version} editing={editing} draft={draft} base={draft.base} inForce={version} isAhead={isAhead} />;
}

/** The version the server named, while the draft has not gone on since. */
function refusedFor(error: Error | null, draft: Draft): number | undefined {
  const told = (error instanceof Refused ? error.problem : {}) as { base?: number; inForce?: number };
  return codeOf(error) === 'base-behind' && told.base === draft.base ? told.inForce : undefined;
}

/** Beside it stands what to take over. */
function NotSent({ error }: { error: Error }) {
  const { word } = useWords();
  if (codeOf(error) !== 'base-behind') return <Failed error={error} />;
  return <NoticeBox tone="warn" announce title={word('problem', 'base-behind')} />;
}
