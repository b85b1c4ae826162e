// Finds a past case by its reference and takes the facts of one of its parts, the place and what it came to.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { call, queryOf } from '../../../http/call.ts';
import type { Page, Part, Request, RequestSummary } from '../../../http/types.ts';
import { useTimes } from '../../../i18n/time.ts';
import { useWords } from '../../../i18n/words.ts';
import { Failed } from '../../../parts/answer.tsx';
import { focusSoon, tell } from '../../../parts/told.tsx';
import { ask } from '../../../rulebook/queries.ts';
import type { RuleTest } from '../../../rulebook/types.ts';

type Props = { set: string; label: string; button: string; onTaken: (test: RuleTest) => void };

export function FromCase({ set, label, button, onTaken }: Props) {
  const { say, word } = useWords();
  const times = useTimes();
  /** An option holds no markup: each piece keeps its own direction by isolates. */
  const wordsOf = ({ stop, area, subject, arrive }: Part) =>
    [
      `${stop === null ? '' : `${stop}. `}${area ? `${area.name}, ${area.countryName}` : word('subject', subject)}`,
      ...(area && subject !== 'traveller' && subject !== 'stop' ? [word('subject', subject)] : []),
      ...(arrive ? [times.day(arrive)] : []),
    ]
      .map((one) => `\u2068${one}\u2069`)
      .join(' · ');
  const [reference, setReference] = useState('');
  const [part, setPart] = useState('');
  const choice = useRef<HTMLSelectElement>(null);
  const take = useMutation({
    mutationFn: ({ id, part: chosen }: { id: string; part?: string | undefined }) =>
      ask<RuleTest>(set, 'tests/from-case', { case: id, ...(chosen ? { part: chosen } : {}) }),
    onSuccess: (test) => {
      onTaken(test);
      setReference('');
      find.reset();
    },
  });
  const find = useMutation({
    mutationFn: async (wanted: string) => {
      const { items } = await call<Page<RequestSummary>>(`/requests${queryOf({ q: wanted })}`);
      const found = items.find((one) => one.reference.toLowerCase() === wanted.toLowerCase());
      return found ? call<Request>(`/requests/${found.id}`) : null;
    },
    onSuccess: (found) => {
      if (!found) return;
      const [first, second] = found.parts;
      if (!second) return take.mutate({ id: found.id, part: first?.id });
      setPart(first?.id ?? '');
      tell(say('from-case.several'));
      focusSoon(() => [choice.current]);
    },
  });
  const several = find.data && find.data.parts.length > 1 ? find.data : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (several) take.mutate({ id: several.id, part });
    else if (reference.trim() !== '') find.mutate(reference.trim());
  };
  return (
    <form className="row narrow-form" onSubmit={submit}>
      <TextInput
        label={label}
        value={reference}
        error={find.data === null ? say('tests.from-case.none') : undefined}
        onChange={(event) => {
          setReference(event.currentTarget.value);
          find.reset();
          take.reset();
        }}
      />
      {several && (
        <NativeSelect
          ref={choice}
          label={say('from-case.part', { reference: several.reference })}
          value={part}
          data={several.parts.map((one) => ({ value: one.id, label: wordsOf(one) }))}
          onChange={(event) => setPart(event.currentTarget.value)}
        />
      )}
      <Button type="submit" variant="default" loading={find.isPending || take.isPending}>
        {button}
      </Button>
      {(find.error ?? take.error) && <Failed error={(find.error ?? take.error) as Error} />}
    </form>
  );
}
