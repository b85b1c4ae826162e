// Try a case on the draft: give facts, see the verdict, every rule with its tests, and what would change it.
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { FormEvent } from 'react';
import { useWords } from '../../../i18n/words.ts';
import { Failed } from '../../../parts/answer.tsx';
import { Rules } from '../../../parts/explained.tsx';
import { NoticeBox } from '../../../parts/notice.tsx';
import { FactInput } from '../../../rulebook/fact-input.tsx';
import { ask } from '../../../rulebook/queries.ts';
import { nameOfSpan, rangeWords } from '../../../rulebook/region.tsx';
import { RouteWords } from '../../../rulebook/route-words.tsx';
import { factTitle, list, sentenceOf } from '../../../rulebook/sentence.ts';
import { factsTried, nothingTried, placeTried } from '../../../rulebook/tried.ts';
import type { Tried } from '../../../rulebook/tried.ts';
import type { Evaluated, FactDeclaration, RuleSet, RuleTest } from '../../../rulebook/types.ts';

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
          <Verdict of={run.data} set={set} />
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

function Verdict({ of, set }: { of: Evaluated; set: Props['set'] }) {
  const words = useWords();
  const { say } = words;
  const facts = set.facts.map((fact) => ({ name: fact.name, title: factTitle(words, fact) }));
  const rules = of.rules.map((trace) => {
    const rule = set.rules.find(({ id }) => id === trace.rule);
    return rule ? { ...trace, sentence: sentenceOf(words, set, rule) } : trace;
  });
  const spoke = rules.filter(({ result }) => result === 'fired' || result === 'undecided');
  const others = rules.filter(({ result }) => result === 'not-fired' || result === 'out-of-scope');
  return (
    <div aria-live="polite">
      <NoticeBox tone="info" title={say('simulate.verdict')}>
        <RouteWords route={of.verdict} />
        {of.verdict.failure && (
          <p>
            <bdi>{of.verdict.failure}</bdi>
          </p>
        )}
      </NoticeBox>
      {of.whatWouldChange && <Ways of={of.whatWouldChange} facts={set.facts} />}
      <h2>{say('why.fired')}</h2>
      {spoke.length === 0 && <p className="dim">{say('why.fired.none')}</p>}
      <Rules of={spoke} facts={facts} />
      <details>
        <summary>{say('why.others', { count: others.length })}</summary>
        <Rules of={others} facts={facts} />
      </details>
    </div>
  );
}

function Ways({ of, facts }: { of: NonNullable<Evaluated['whatWouldChange']>; facts: readonly FactDeclaration[] }) {
  const words = useWords();
  const { say, word } = words;
  return (
    <>
      <h2>{say('simulate.change')}</h2>
      {of.ways.length === 0 && <p className="dim">{say('simulate.change.none')}</p>}
      <ul className="rules">
        {of.ways.map((way, index) => (
          <li key={index}>
            <p>
              {list(
                words,
                way.changes.map(
                  ({ fact, to, missing }) =>
                    `${nameOfSpan(words, facts, fact)}: ${list(
                      words,
                      [...to.map((one) => rangeWords(words, one)), ...(missing ? [say('why.unknown')] : [])],
                      'or',
                    )}`,
                ),
                'and',
              )}
            </p>
            <p>
              <span className="dim">{say(`simulate.${way.weight}`)}</span>{' '}
              <strong>{word('verdict', way.after.outcome)}</strong>
              {way.after.deciders.length > 0 &&
                ` (${way.after.deciders.map((authority) => word('authority', authority)).join(', ')})`}
            </p>
          </li>
        ))}
      </ul>
      {!of.complete && <p className="dim">{say('simulate.change.cut')}</p>}
    </>
  );
}
