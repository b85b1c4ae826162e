// What the draft changes: rule by rule in words, and for which cases something else comes out, less control first.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@mantine/core';
import { useTimes } from '../../../i18n/time.ts';
import { useWords } from '../../../i18n/words.ts';
import { Answer, Empty } from '../../../parts/answer.tsx';
import { NoticeBox } from '../../../parts/notice.tsx';
import { Tag } from '../../../parts/tags.tsx';
import { Name } from '../../../parts/text.tsx';
import { changesBetween } from '../../../rulebook/changes.ts';
import type { RuleChange } from '../../../rulebook/changes.ts';
import { ask, version } from '../../../rulebook/queries.ts';
import { scopeWords, sentenceOf } from '../../../rulebook/sentence.ts';
import { wordDifferences } from '../../../rulebook/word-differences.ts';
import type { Comparison, Example, Rule, RuleSet } from '../../../rulebook/types.ts';
import { Differences } from './differences.tsx';

type Props = { set: RuleSet; base: number | null; onTry?: (example: Example) => void };

/** What it comes to against one version. */
export function ComparePanel({ set, base, onTry }: Props) {
  const { say } = useWords();
  // What is compared is what was asked for; typing on does not ask anew by itself.
  const [asked, setAsked] = useState(set);
  const reading = useQuery({
    queryKey: ['rule-comparison', asked, base],
    queryFn: ({ signal }) =>
      ask<Comparison>(
        asked.name,
        'compare',
        { ...(base === null ? {} : { before: { version: base } }), after: { content: asked } },
        signal,
      ),
    staleTime: Infinity,
    retry: false,
  });
  return (
    <>
      {asked !== set && (
        <NoticeBox
          tone="warn"
          title={say('check.old')}
          actions={
            <Button variant="default" size="compact-sm" onClick={() => setAsked(set)}>
              {say('compare.again')}
            </Button>
          }
        />
      )}
      {base !== null && <ChangeWords set={set} base={base} />}
      <h3 className="spaced">{say('compare.cases')}</h3>
      <Answer of={reading}>
        {(comparison) => <Differences of={comparison} set={asked} {...(onTry ? { onTry } : {})} />}
      </Answer>
    </>
  );
}

export function ChangeWords({ set, base }: { set: RuleSet; base: number }) {
  const { say } = useWords();
  const reading = useQuery(version(set.name, base));
  return (
    <>
      <h3>{say('compare.rules', { version: base })}</h3>
      <Answer of={reading}>{({ content }) => <Changes before={content} after={set} />}</Answer>
    </>
  );
}

function Changes({ before, after }: { before: RuleSet; after: RuleSet }) {
  const { say } = useWords();
  const { rules, others } = changesBetween(before, after);
  if (rules.length === 0 && others.length === 0) return <Empty title={say('compare.same')} />;
  return (
    <>
      <ul className="rules">
        {rules.map((change) => (
          <RuleChanged key={change.id} of={change} before={before} after={after} />
        ))}
      </ul>
      {others.length > 0 && (
        <p>{say('compare.others', { list: others.map((part) => say(`compare.part.${part}`)).join(', ') })}</p>
      )}
    </>
  );
}

const marks = {
  added: ['tick', 'good'],
  removed: ['cross', 'bad'],
  changed: ['info', 'info'],
  moved: ['up', 'plain'],
} as const;

function RuleChanged({ of, before, after }: { of: RuleChange; before: RuleSet; after: RuleSet }) {
  const words = useWords();
  const { say } = words;
  const [sign, tone] = marks[of.how];
  const rule = of.after ?? of.before;
  const times = useTimes();
  const whole = (set: RuleSet, one: Rule) =>
    [sentenceOf(words, set, one), ...scopeWords(words, one.scope, times.day)].join(' ');
  const was = of.before && whole(before, of.before);
  const is = of.after && whole(after, of.after);
  const pieces = wordDifferences(words.language, was ?? '', is ?? '');
  return (
    <li>
      <div className="row between">
        <strong>
          <bdi>{rule?.title}</bdi>
        </strong>
        <Tag sign={sign} tone={tone}>
          {say(`compare.${of.how}`)}
        </Tag>
      </div>
      <dl className="facts">
        {was !== undefined && was !== is && (
          <>
            <dt>{say('compare.before')}</dt>
            <dd>{pieces.before.map(({ text, isOwn }, index) => (isOwn ? <del key={index}>{text}</del> : text))}</dd>
          </>
        )}
        {is !== undefined && of.how !== 'moved' && (
          <>
            <dt>{say('compare.after')}</dt>
            <dd>{pieces.after.map(({ text, isOwn }, index) => (isOwn ? <ins key={index}>{text}</ins> : text))}</dd>
          </>
        )}
      </dl>
      {of.how !== 'moved' && rule && (
        <p className="dim">
          {say('source')} <Name>{rule.source}</Name> · <bdi>{rule.id}</bdi>
        </p>
      )}
      {was !== undefined && was === is && <p className="dim">{say('compare.beside')}</p>}
    </li>
  );
}
