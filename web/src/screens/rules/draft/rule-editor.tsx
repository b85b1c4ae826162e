// One rule: what it is called and rests on, when it applies, what follows, and where.
import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTimes } from '../../../i18n/time.ts';
import { useWords } from '../../../i18n/words.ts';
import { NoticeBox } from '../../../parts/notice.tsx';
import { freeId, withRule } from '../../../rulebook/edit.ts';
import { scopeWords, sentenceOf } from '../../../rulebook/sentence.ts';
import type { Issue, Rule, RuleSet } from '../../../rulebook/types.ts';
import { IssueList } from './issue-list.tsx';
import { ConditionTree } from './lazy.ts';
import { Code, CodeLists, OutcomesEditor } from './outcomes-editor.tsx';
import { ScopeEditor } from './scope-editor.tsx';
import type { Change } from './use-editing.ts';

type Props = {
  set: RuleSet;
  rule: Rule;
  issues: readonly Issue[];
  /** The place of a fault to go to. */
  at: string | undefined;
  change: Change;
  onRenamed: (id: string) => void;
  onClose: () => void;
};

export function RuleEditor({ set, rule, issues, at, change, onRenamed, onClose }: Props) {
  const words = useWords();
  const { say } = words;
  const times = useTimes();
  const heading = useRef<HTMLHeadingElement>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (at === undefined) heading.current?.focus();
  }, [rule.id, at]);
  useEffect(() => {
    if (at === undefined) return;
    const timer = setTimeout(() => {
      const fault = box.current?.querySelector<HTMLElement>('[data-fault]');
      (fault ?? heading.current)?.focus();
      fault?.scrollIntoView({ block: 'center' });
    }, 300);
    return () => clearTimeout(timer);
  }, [at, rule.id]);
  const put = (values: Partial<Rule>, what = '') => {
    const kept = Object.fromEntries(
      Object.entries({ ...rule, ...values }).filter(([, value]) => value !== undefined),
    ) as Rule;
    change((before) => withRule(before, rule.id, kept), what && `${rule.id} ${what}`);
  };
  const scope = scopeWords(words, rule.scope, times.day);
  const inCondition = issues.filter((issue) => issue.at.startsWith('when'));
  const elsewhere = issues.filter((issue) => !issue.at.startsWith('when'));
  return (
    <div ref={box} className="rule-editor">
      <Button variant="default" size="sm" onClick={onClose}>
        {say('rule.all')}
      </Button>
      <h2 ref={heading} tabIndex={-1}>
        <bdi>{rule.title}</bdi>
      </h2>
      <NoticeBox tone="info" title={say('rule.sentence')}>
        <p data-sentence="">{sentenceOf(words, set, rule)}</p>
        {scope.length > 0 && <p>{scope.join(' · ')}</p>}
      </NoticeBox>
      <IssueList issues={elsewhere} />
      <section className="panel" aria-label={say('rule.what')}>
        <h3>{say('rule.what')}</h3>
        <div className="fields tops">
          <TextInput
            label={say('rule.title')}
            dir="auto"
            value={rule.title}
            maxLength={200}
            onChange={(event) => put({ title: event.currentTarget.value }, 'title')}
          />
          <TextInput
            label={say('rule.source')}
            dir="auto"
            description={say('rule.source.hint')}
            value={rule.source}
            maxLength={200}
            onChange={(event) => put({ source: event.currentTarget.value }, 'source')}
          />
          <TextInput
            label={say('rule.step')}
            description={say('rule.step.hint')}
            type="number"
            min={1}
            max={99}
            value={rule.step}
            onChange={(event) => put({ step: Math.trunc(Number(event.currentTarget.value)) || 1 }, 'step')}
          />
          <Code
            kind="reason"
            label={say('rule.reason')}
            value={rule.reason ?? ''}
            onChange={(code) => put({ reason: code === '' ? undefined : code } as Partial<Rule>, 'reason')}
          />
          <TextInput
            label={say('rule.id')}
            dir="auto"
            description={say('rule.id.hint')}
            defaultValue={rule.id}
            key={rule.id}
            onBlur={({ currentTarget: { value } }) => {
              const id = value.trim();
              if (id === '' || id === rule.id) return;
              const free = freeId(set.rules, id);
              put({ id: free });
              onRenamed(free);
            }}
          />
        </div>
        <CodeLists />
      </section>
      <section className="panel" aria-label={say('rule.when')}>
        <h3>{say('rule.when')}</h3>
        <IssueList issues={inCondition} />
        <ConditionTree
          key={rule.id}
          condition={rule.when}
          facts={set.facts}
          issues={inCondition}
          onChange={(when) => put({ when }, 'when')}
        />
      </section>
      <section className="panel" aria-label={say('rule.then')}>
        <h3>{say('rule.then')}</h3>
        <OutcomesEditor
          label={say('outcome')}
          outcomes={rule.then}
          onChange={(then) => put({ then }, `then ${then.length}`)}
        />
      </section>
      <section className="panel" aria-label={say('rule.scope')}>
        <h3>{say('rule.scope')}</h3>
        <ScopeEditor scope={rule.scope} onChange={(to) => put({ scope: to } as Partial<Rule>, 'scope')} />
      </section>
    </div>
  );
}
