// The examples kept with the rules: run, see what differs, which rules none of them touches, take new ones from past cases.
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { TestRun } from '../../../../../rules/rule-tests.ts';
import { useWords } from '../../../i18n/words.ts';
import { Empty, Failed } from '../../../parts/answer.tsx';
import { NoticeBox } from '../../../parts/notice.tsx';
import { Tag } from '../../../parts/tags.tsx';
import { withTest } from '../../../rulebook/edit.ts';
import { ask } from '../../../rulebook/queries.ts';
import { triedFrom } from '../../../rulebook/tried.ts';
import type { Tried } from '../../../rulebook/tried.ts';
import type { RuleSet } from '../../../rulebook/types.ts';
import { FromCase } from './from-case.tsx';
import { Stories } from './stories.tsx';
import type { Change } from './use-editing.ts';

type Props = { set: RuleSet; draft: string; isDirty: boolean; change: Change; onTry: (tried: Tried) => void };

export function TestsPanel({ set, draft, isDirty, change, onTry }: Props) {
  const { say, word } = useWords();
  const run = useMutation({ mutationFn: (content: RuleSet) => ask<TestRun>(set.name, 'test', { ref: { content } }) });
  const tests = set.tests ?? [];
  const results = new Map(run.data?.results.map((result) => [result.name, result]));
  const isOld = run.variables !== undefined && run.variables !== set;
  const remove = (name: string) =>
    change(({ tests: all = [], ...rest }) => {
      const kept = all.filter((test) => test.name !== name);
      return kept.length === 0 ? rest : { ...rest, tests: kept };
    });
  return (
    <>
      <Stories set={set} draft={draft} isDirty={isDirty} change={change} />
      <p>{say('tests.text')}</p>
      <span className="row">
        <Button onClick={() => run.mutate(set)} loading={run.isPending}>
          {say('tests.run')}
        </Button>
      </span>
      {run.error && <Failed error={run.error} />}
      {isOld && <NoticeBox tone="warn" title={say('check.old')} />}
      {run.data && (
        <NoticeBox
          announce
          tone={run.data.failed > 0 ? 'bad' : 'good'}
          title={say('tests.result', { passed: run.data.passed, failed: run.data.failed })}
        />
      )}
      <FromCase
        set={set.name}
        label={say('tests.from-case')}
        button={say('tests.take')}
        onTaken={(test) => change((before) => withTest(before, test))}
      />
      {tests.length === 0 && <Empty title={say('tests.none')} />}
      <ul className="rules">
        {tests.map((test) => {
          const result = results.get(test.name);
          return (
            <li key={test.name}>
              <div className="row between">
                <strong>
                  <bdi>{test.name}</bdi>
                </strong>
                <span className="row">
                  {result && (
                    <Tag sign={result.passed ? 'tick' : 'cross'} tone={result.passed ? 'good' : 'bad'}>
                      {say(result.passed ? 'tests.passed' : 'tests.failed')}
                    </Tag>
                  )}
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={say('tests.try.of', { name: test.name })}
                    onClick={() => onTry(triedFrom({ facts: test.facts, in: test.in }))}
                  >
                    {say('check.try')}
                  </Button>
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={say('rule.remove.of', { title: test.name })}
                    onClick={() => remove(test.name)}
                  >
                    {say('remove')}
                  </Button>
                </span>
              </div>
              <p>
                {say('tests.expects')} {test.expect.outcome && <strong>{word('verdict', test.expect.outcome)}</strong>}
                {(test.expect.deciders?.length ?? 0) > 0 &&
                  ` (${test.expect.deciders?.map((authority) => word('authority', authority)).join(', ')})`}
              </p>
              {test.from && (
                <p className="dim">
                  {say('tests.from')} <bdi>{test.from}</bdi>
                </p>
              )}
              {result?.differs.map(({ what, expected, found }) => (
                <p key={what} className="field-error">
                  {say(`tests.differs.${what}`, {
                    expected: expected.map((code) => codeWords(word, what, code)).join(', ') || '–',
                    found: found.map((code) => codeWords(word, what, code)).join(', ') || '–',
                  })}
                </p>
              ))}
            </li>
          );
        })}
      </ul>
      {run.data && <Coverage run={run.data} set={set} draft={draft} />}
    </>
  );
}

function codeWords(word: ReturnType<typeof useWords>['word'], what: string, code: string): string {
  if (what === 'outcome') return word('verdict', code);
  if (what === 'deciders') return word('authority', code);
  return what === 'reasons' ? word('reason', code) : what === 'conditions' ? word('condition', code) : code;
}

function Coverage({ run, set, draft }: { run: TestRun; set: RuleSet; draft: string }) {
  const { say } = useWords();
  const lacking = run.coverage.filter(({ fired, spared }) => !fired || !spared);
  const titleOf = (id: string) => set.rules.find((rule) => rule.id === id)?.title ?? id;
  return (
    <details>
      <summary>
        {say('tests.coverage', { covered: run.coverage.length - lacking.length, all: run.coverage.length })}
      </summary>
      <ul className="plain-list">
        {lacking.map(({ rule, fired, spared }) => (
          <li key={rule}>
            <Link to="/rules/$set/drafts/$draft" params={{ set: set.name, draft }} search={{ rule }}>
              <bdi>{titleOf(rule)}</bdi>
            </Link>
            {' — '}
            {say(fired ? 'tests.never-spared' : spared ? 'tests.never-fired' : 'tests.never-either')}
          </li>
        ))}
      </ul>
    </details>
  );
}
