// Finds a past case by its reference and takes its facts, its place and what it came to.
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call, queryOf } from '../../../http/call.ts';
import type { Page, RequestSummary } from '../../../http/types.ts';
import { useWords } from '../../../i18n/words.ts';
import { Failed } from '../../../parts/answer.tsx';
import { ask } from '../../../rulebook/queries.ts';
import type { RuleTest } from '../../../rulebook/types.ts';

type Props = { set: string; label: string; button: string; onTaken: (test: RuleTest) => void };

export function FromCase({ set, label, button, onTaken }: Props) {
  const { say } = useWords();
  const [reference, setReference] = useState('');
  const take = useMutation({
    mutationFn: async (wanted: string) => {
      const { items } = await call<Page<RequestSummary>>(`/requests${queryOf({ q: wanted })}`);
      const found = items.find((one) => one.reference.toLowerCase() === wanted.toLowerCase());
      return found ? ask<RuleTest>(set, 'tests/from-case', { case: found.id }) : null;
    },
    onSuccess: (test) => {
      if (!test) return;
      onTaken(test);
      setReference('');
    },
  });
  return (
    <form
      className="row narrow-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (reference.trim() !== '') take.mutate(reference.trim());
      }}
    >
      <TextInput
        label={label}
        value={reference}
        error={take.data === null ? say('tests.from-case.none') : undefined}
        onChange={(event) => setReference(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={take.isPending}>
        {button}
      </Button>
      {take.error && <Failed error={take.error} />}
    </form>
  );
}
