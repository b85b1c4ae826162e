// Try a case on the draft: give facts, see the verdict, every rule with its tests, and what would change it.
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { FormEvent } from 'react';
import { useWords } from '../../../i18n/words.ts';
import { Failed } from '../../../parts/answer.tsx';
import { NoticeBox } from '../../../parts/notice.tsx';
import { FactInput } from '../../../rulebook/fact-input.tsx';
import { ask } from '../../../rulebook/queries.ts';
import { nameOfSpan } from '../../../rulebook/region.tsx';
import { factsTried, nothingTried, placeTried, triedFrom } from '../../../rulebook/tried.ts';
import type { Tried } from '../../../rulebook/tried.ts';
import type { Evaluated, RuleSet, RuleTest } from '../../../rulebook/types.ts';
import { FromCase } from './from-case.tsx';
import { VerdictWords } from './verdict-words.tsx';

type Props = {
  set: Pick<RuleSet, 'name' | 'facts' | 'rules' | 'tests'>;
  /** The version in force is asked instead of this text. */
  inForce?: boolean;
  tried: Tried;
  onTried: (tried: Tried) => void;
  onKeep?: (test: RuleTest) => void;
};

export function SimulatePanel({ set, inForce = false, tried, onTried, onKeep }: Props) {
  const words = useWords();
  const { say } = words;
  const run = useMutation({
    mutationFn: (given: { content: Props['set']; tried: Tried }) =>
      ask<Evaluated>(set.name, 'evaluate', {
        ...(inForce ? {} : { ref: { content: given.content } }),
        facts: factsTried(given.content.facts, given.tried),
        scope: placeTried(given.tried),
      }),
  });
  const { mutate } = run;
  const hasFacts = Object.keys(tried.facts).length > 0;
  // A case opened from a finding is judged at once.
  useEffect(() => {
    if (hasFacts) mutate({ content: set, tried });
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate({ content: set, tried });
  };
  const place = (key: 'country' | 'area' | 'organization' | 'date') => (
    <TextInput
      type={key === 'date' ? 'date' : 'text'}
      label={nameOfSpan(words, [], key)}
      value={tried[key]}
      onChange={(event) => onTried({ ...tried, [key]: event.currentTarget.value })}
    />
  );
  return (
    <>
      <p>{say('simulate.text')}</p>
      {!inForce && (
        <FromCase
          set={set.name}
          label={say('simulate.case')}
          button={say('simulate.load')}
          onTaken={({ facts, in: at }) => {
            const loaded = triedFrom({ facts, in: at });
            onTried(loaded);
            mutate({ content: set, tried: loaded });
          }}
        />
      )}
      <form onSubmit={submit}>
        <div className="fields tops">
          {set.facts.map((fact) => (
            <FactInput
              key={fact.name}
              fact={fact}
              value={tried.facts[fact.name] ?? ''}
              onChange={(value) => onTried({ ...tried, facts: { ...tried.facts, [fact.name]: value } })}
            />
          ))}
          {place('country')}
          {place('area')}
          {place('organization')}
          {place('date')}
        </div>
        <span className="row">
          <Button type="submit" loading={run.isPending}>
            {say('bench.run')}
          </Button>
          <Button variant="default" onClick={() => onTried(nothingTried)}>
            {say('simulate.clear')}
          </Button>
        </span>
      </form>
      {run.error && <Failed error={run.error} />}
      {run.data && (
        <>
          {(run.variables?.tried !== tried || run.variables.content !== set) && (
            <NoticeBox tone="warn" title={say('simulate.old')} />
          )}
          <VerdictWords of={run.data} set={set} />
          {onKeep && (
            <Button
              variant="default"
              onClick={() => onKeep(testOf(set, run.variables?.tried ?? tried, run.data, say('tests.from-simulation')))}
            >
              {say('simulate.keep')}
            </Button>
          )}
        </>
      )}
    </>
  );
}

/** What came out, kept as what must come out. */
function testOf(set: Props['set'], tried: Tried, { verdict }: Evaluated, called: string): RuleTest {
  const { date = new Date().toISOString().slice(0, 10), ...place } = placeTried(tried);
  const deciders = verdict.stages.flatMap(({ asks }) => asks.filter(({ mode }) => mode === 'decide'));
  return {
    name: `${called} ${(set.tests?.length ?? 0) + 1}`,
    facts: factsTried(set.facts, tried) as RuleTest['facts'],
    in: { ...place, date: date ?? '' },
    expect: {
      outcome: verdict.outcome,
      deciders: [...new Set(deciders.map(({ authority }) => authority))],
      reasons: verdict.reasons,
      conditions: verdict.conditions.map(({ code }) => code),
    },
  };
}
