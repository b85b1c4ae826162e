// Try a rule set: give facts, see the verdict and which rules fired. An empty field is a fact nobody knows.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { call } from '../../http/call.ts';
import type { Evaluation, RuleSetView } from '../../http/types.ts';
import { useWords } from '../../i18n/words.ts';
import { Failed } from '../../parts/answer.tsx';
import { Rules } from '../../parts/explained.tsx';
import { NoticeBox } from '../../parts/notice.tsx';
import { Arrow, Reasons } from '../../parts/text.tsx';

type Declared = RuleSetView['facts'][number];

function valueOf({ of }: Declared, typed: string): unknown {
  if (of.type === 'boolean') return typed === 'true';
  if (of.type === 'number') return Number(typed);
  if (of.type === 'list')
    return typed
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);
  return typed;
}

export function Bench({ set }: { set: RuleSetView }) {
  const { say } = useWords();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const run = useMutation({
    mutationFn: (facts: Record<string, unknown>) =>
      call<Evaluation>(`/rules/${set.name}/evaluate`, { method: 'POST', body: { facts } }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = set.facts.filter(({ name }) => (typed[name] ?? '') !== '');
    run.mutate(Object.fromEntries(given.map((fact) => [fact.name, valueOf(fact, typed[fact.name] ?? '')])));
  };
  return (
    <details className="panel">
      <summary>{say('bench.title')}</summary>
      <p>{say('bench.text')}</p>
      <form onSubmit={submit}>
        <div className="fields">
          {set.facts.map((fact) => (
            <Fact
              key={fact.name}
              fact={fact}
              value={typed[fact.name] ?? ''}
              onChange={(value) => setTyped((before) => ({ ...before, [fact.name]: value }))}
            />
          ))}
        </div>
        <Button type="submit" loading={run.isPending}>
          {say('bench.run')}
        </Button>
      </form>
      {run.error && <Failed error={run.error} />}
      {run.data && <Verdict of={run.data} facts={set.facts} />}
    </details>
  );
}

function Fact({ fact, value, onChange }: { fact: Declared; value: string; onChange: (value: string) => void }) {
  const { say, word, has } = useWords();
  const unknown = { value: '', label: say('why.unknown') };
  const { of } = fact;
  if (of.type === 'boolean') {
    const data = [unknown, { value: 'true', label: say('yes') }, { value: 'false', label: say('no') }];
    return (
      <NativeSelect
        label={fact.title}
        value={value}
        data={data}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  if (of.type === 'choice' || of.type === 'scale') {
    const data = [
      unknown,
      ...of.values.map((one) => ({ value: one, label: has('risk', one) ? word('risk', one) : one })),
    ];
    return (
      <NativeSelect
        label={fact.title}
        value={value}
        data={data}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  const type = of.type === 'number' ? 'number' : of.type === 'date' ? 'date' : 'text';
  const description = of.type === 'list' ? say('bench.list') : of.type === 'number' ? of.unit : undefined;
  return (
    <TextInput
      type={type}
      label={fact.title}
      description={description}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function Verdict({ of: { verdict, rules }, facts }: { of: Evaluation; facts: Declared[] }) {
  const { say, word } = useWords();
  const spoke = rules.filter(({ result }) => result === 'fired' || result === 'undecided');
  return (
    <div aria-live="polite">
      <NoticeBox tone="info" title={word('verdict', verdict.outcome)}>
        {verdict.stages.length > 0 && (
          <p>
            {say('why.route')}{' '}
            {verdict.stages
              .flatMap(({ asks }) => asks)
              .map(({ authority, mode }, index) => (
                <span key={index}>
                  {index > 0 && <Arrow />}
                  {word('authority', authority)} ({word('mode', mode)})
                </span>
              ))}
          </p>
        )}
        <Reasons codes={verdict.reasons} />
        {verdict.failure && (
          <p>
            <bdi>{verdict.failure}</bdi>
          </p>
        )}
      </NoticeBox>
      <Rules of={spoke} facts={facts} />
    </div>
  );
}
