// One claim of the set: wherever a condition holds for certain, what must come of it.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../../i18n/words.ts';
import { ladder } from '../../../rulebook/authorities.ts';
import { freeId } from '../../../rulebook/edit.ts';
import { conditionWords } from '../../../rulebook/sentence.ts';
import type { Authority, Invariant, Issue, RuleSet } from '../../../rulebook/types.ts';
import { IssueList } from './issue-list.tsx';
import { ConditionTree } from './lazy.ts';

type Must = Invariant['must'];
const musts = ['halted', 'looked-at', 'asked-for', 'decided'] as const satisfies readonly Must['be'][];
type Props = {
  invariant: Invariant;
  isNew: boolean;
  taken: readonly Invariant[];
  set: RuleSet;
  issues: readonly Issue[];
  onChange: (to: Invariant, what: string) => void;
  onRemove: () => void;
};

export function InvariantEditor({ invariant, isNew, taken, set, issues, onChange, onRemove }: Props) {
  const words = useWords();
  const { say, word } = words;
  const [isOpen, setOpen] = useState(isNew || issues.length > 0);
  const { title, source, when, must } = invariant;
  const name = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isNew) name.current?.select();
  }, []);
  const put = (values: Partial<Invariant>, what: string) => onChange({ ...invariant, ...values }, what);
  const inCondition = issues.filter((issue) => issue.at.startsWith('when'));
  const offered: readonly string[] = ladder;
  const mustWords =
    must.be === 'decided'
      ? `${say('always.must.decided')} (${word('authority', must.atLeast)})`
      : say(`always.must.${must.be}`);
  return (
    <details className="panel" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <bdi>{title}</bdi>
      </summary>
      <p>{say('always.says', { condition: conditionWords(words, set.facts, when), must: mustWords })}</p>
      <IssueList issues={issues.filter((issue) => !inCondition.includes(issue))} />
      <div className="fields tops">
        <TextInput
          ref={name}
          label={say('rule.title')}
          dir="auto"
          value={title}
          maxLength={200}
          onChange={(event) => put({ title: event.currentTarget.value }, 'title')}
        />
        <TextInput
          label={say('rule.source')}
          dir="auto"
          description={say('rule.source.hint')}
          value={source}
          maxLength={200}
          onChange={(event) => put({ source: event.currentTarget.value }, 'source')}
        />
        <NativeSelect
          label={say('always.must')}
          value={must.be}
          data={musts.map((be) => ({ value: be, label: say(`always.must.${be}`) }))}
          onChange={(event) => put({ must: mustOf(event.currentTarget.value as Must['be']) }, 'must')}
        />
        {must.be === 'decided' && (
          <NativeSelect
            label={say('always.at-least')}
            value={must.atLeast}
            data={[...(offered.includes(must.atLeast) ? [] : [must.atLeast]), ...ladder].map((one) => ({
              value: one,
              label: word('authority', one),
            }))}
            onChange={(event) =>
              put({ must: { be: 'decided', atLeast: event.currentTarget.value as Authority } }, 'must')
            }
          />
        )}
        <TextInput
          label={say('rule.id')}
          dir="auto"
          defaultValue={invariant.id}
          key={invariant.id}
          onBlur={({ currentTarget: { value } }) => {
            const id = value.trim();
            if (id !== '' && id !== invariant.id) put({ id: freeId(taken, id) }, 'id');
          }}
        />
      </div>
      {isOpen && (
        <>
          <h3>{say('always.when')}</h3>
          <IssueList issues={inCondition} />
          <ConditionTree
            condition={when}
            facts={set.facts}
            issues={inCondition}
            onChange={(to) => put({ when: to }, 'when')}
          />
        </>
      )}
      <p className="row">
        <Button variant="default" size="compact-sm" aria-label={say('rule.remove.of', { title })} onClick={onRemove}>
          {say('remove')}
        </Button>
      </p>
    </details>
  );
}

const mustOf = (be: Must['be']): Must => (be === 'decided' ? { be, atLeast: 'designated-official' } : { be });
