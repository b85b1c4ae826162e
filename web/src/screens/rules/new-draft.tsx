// Begins a draft: from the version in force, from an earlier one, from a file, or from nothing.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { call, newId } from '../../http/call.ts';
import { useTimes } from '../../i18n/time.ts';
import { useWords } from '../../i18n/words.ts';
import { Failed } from '../../parts/answer.tsx';
import type { Draft, Version } from '../../rulebook/types.ts';

type Props = { set: string; versions: Version[]; inForce: number };

export function NewDraft({ set, versions, inForce }: Props) {
  const { say } = useWords();
  const times = useTimes();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [title, setTitle] = useState('');
  const [from, setFrom] = useState(String(inForce));
  const [lacks, setLacks] = useState<'title' | 'file' | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const name = useRef<HTMLInputElement>(null);
  const attempt = useRef({ of: '', id: '' });
  const labelOf = ({ version, activations }: Version) => {
    const places = activations.flatMap(({ state, placeName }) => (state === 'active' && placeName ? [placeName] : []));
    if (version === inForce) return say('drafts.from.in-force', { version });
    if (places.length > 0) return say('drafts.from.in-place', { version, places: times.list(places) });
    return say('drafts.from.version', { version });
  };
  const begin = useMutation({
    mutationFn: async () => {
      const text = from === 'file' ? await file.current?.files?.[0]?.text() : undefined;
      const given =
        text !== undefined ? { file: readable(text) } : from === 'nothing' ? {} : { from: { version: Number(from) } };
      const body = { title: title.trim(), ...given };
      const of = JSON.stringify(body);
      if (attempt.current.of !== of) attempt.current = { of, id: newId() };
      const headers = { 'idempotency-key': attempt.current.id };
      return call<Draft>(`/rules/${set}/drafts`, { method: 'POST', body, headers });
    },
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['rule-drafts', set] });
      void navigate({ to: '/rules/$set/drafts/$draft', params: { set, draft: id } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const lacking = title.trim() === '' ? 'title' : from === 'file' && !file.current?.files?.[0] ? 'file' : null;
    setLacks(lacking);
    if (lacking === 'title') return name.current?.focus();
    if (lacking === 'file') return file.current?.focus();
    begin.mutate();
  };
  return (
    <details className="panel">
      <summary>{say('drafts.new')}</summary>
      <form onSubmit={submit} noValidate className="stack">
        <TextInput
          ref={name}
          className="wide-field"
          label={say('draft.name')}
          description={say('drafts.new.hint')}
          error={lacks === 'title' ? say('drafts.new.lacking') : undefined}
          value={title}
          maxLength={200}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <NativeSelect
          label={say('drafts.from')}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
          data={[
            ...versions.map((one) => ({ value: String(one.version), label: labelOf(one) })),
            { value: 'file', label: say('drafts.from.file') },
            { value: 'nothing', label: say('drafts.from.nothing') },
          ]}
        />
        {from === 'file' && (
          <div>
            <label htmlFor="rule-file" className="mantine-InputWrapper-label">
              {say('drafts.file')}
            </label>
            <input ref={file} id="rule-file" type="file" accept=".json,application/json" className="file" />
            {lacks === 'file' && (
              <p className="field-error" role="alert">
                {say('drafts.file.lacking')}
              </p>
            )}
          </div>
        )}
        {begin.error && <Failed error={begin.error} />}
        <Button type="submit" loading={begin.isPending}>
          {say('drafts.begin')}
        </Button>
      </form>
    </details>
  );
}

/** What is no JSON is sent as text: the server says what is wrong with it. */
function readable(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
