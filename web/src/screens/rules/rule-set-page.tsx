// One rule set: the rules in force as sentences, the drafts beside it, every version, and a bench to try facts on.
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Refused } from '../../http/call.ts';
import { ruleSet } from '../../http/queries.ts';
import type { RuleSetView } from '../../http/types.ts';
import { useTimes } from '../../i18n/time.ts';
import { useWords } from '../../i18n/words.ts';
import { Answer } from '../../parts/answer.tsx';
import { Page } from '../../parts/page.tsx';
import { Name } from '../../parts/text.tsx';
import { drafts as draftsQuery, versions as versionsQuery } from '../../rulebook/queries.ts';
import { scopeWords, sentenceOf } from '../../rulebook/sentence.ts';
import { Bench } from './bench.tsx';
import { DraftList } from './draft-list.tsx';
import { NewDraft } from './new-draft.tsx';
import './rules.css';
import { StepBack, SteppedBack } from './step-back.tsx';
import { Versions } from './versions.tsx';

export function RuleSetPage() {
  const { set } = useParams({ from: '/app/rules/$set' });
  const { say, word, has } = useWords();
  const reading = useQuery(ruleSet(set));
  return (
    <Page
      title={has('process', set) ? word('process', set) : (reading.data?.title ?? say('rules.title'))}
      caption={reading.data && say('version.number', { version: reading.data.version })}
    >
      <Answer of={reading}>{(data) => <RuleSet set={data} />}</Answer>
    </Page>
  );
}

function RuleSet({ set }: { set: RuleSetView }) {
  const words = useWords();
  const { say } = words;
  const times = useTimes();
  const steps = set.rules.toSorted((a, b) => a.step - b.step);
  return (
    <>
      <Life set={set} />
      <Bench set={set} />
      <h2>{say('rules.count', { count: set.rules.length })}</h2>
      <ol className="rules">
        {steps.map((rule) => (
          <li key={rule.id} id={`rule-${rule.id}`}>
            <strong>
              <bdi>{rule.title}</bdi>
            </strong>
            <p>{sentenceOf(words, set, rule)}</p>
            {rule.scope && <p>{scopeWords(words, rule.scope, times.day).join(' · ')}</p>}
            <p className="dim">
              {say('source')} <Name>{rule.source}</Name> · <bdi>{rule.id}</bdi>
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}

/** Versions are for everybody to see; drafts, and what makes versions, for those who work on rules. */
function Life({ set }: { set: RuleSetView }) {
  const { say } = useWords();
  const [returned, setReturned] = useState<string>();
  const versions = useQuery(versionsQuery(set.name));
  const drafts = useQuery(draftsQuery(set.name));
  const isOpen = !(drafts.error instanceof Refused && drafts.error.problem.status === 403);
  return (
    <>
      {isOpen && (
        <>
          <h2>{say('drafts.title')}</h2>
          <Answer of={drafts}>
            {(all) => (
              <DraftList set={set.name} drafts={all.filter(({ state }) => state === 'open' || state === 'submitted')} />
            )}
          </Answer>
          <NewDraft set={set.name} versions={versions.data ?? []} inForce={set.version} />
        </>
      )}
      <details className="panel">
        <summary>{say('versions.title', { count: versions.data?.length ?? 0 })}</summary>
        <Answer of={versions}>{(all) => <Versions set={set.name} versions={all} />}</Answer>
      </details>
      {returned !== undefined && <SteppedBack request={returned} />}
      {isOpen && versions.data && versions.data.length > 1 && (
        <StepBack set={set.name} versions={versions.data} onDone={setReturned} />
      )}
    </>
  );
}
