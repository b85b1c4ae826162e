// What stands around the rules: what silence and a missing fact come to, and what the set itself claims must always hold.
import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { useWords } from '../../../i18n/words.ts';
import { Empty } from '../../../parts/answer.tsx';
import { focusSoon, tell } from '../../../parts/told.tsx';
import { freeId } from '../../../rulebook/edit.ts';
import type { Invariant, Issue, RuleSet } from '../../../rulebook/types.ts';
import { InvariantEditor } from './invariant-editor.tsx';
import { IssueList } from './issue-list.tsx';
import { CodeLists, OutcomesEditor } from './outcomes-editor.tsx';
import type { Change } from './use-editing.ts';

type Props = { set: RuleSet; issues: readonly Issue[]; change: Change };

export function AlwaysPanel({ set, issues, change }: Props) {
  const { say } = useWords();
  const invariants = set.invariants ?? [];
  const [addedAt, setAddedAt] = useState<number>();
  const box = useRef<HTMLDivElement>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const put = (to: Invariant[], what?: string) =>
    change(({ invariants: _, ...rest }) => (to.length === 0 ? rest : { ...rest, invariants: to }), what);
  const at = (place: string) => issues.filter((issue) => issue.rule === null && issue.at.startsWith(place));
  const add = () => {
    setAddedAt(invariants.length);
    tell(say('told.added', { what: say('always.new') }));
    put([
      ...invariants,
      {
        id: freeId(invariants, 'new-claim'),
        title: say('always.new'),
        source: say('rule.source.missing'),
        when: { all: [{ fact: set.facts[0]?.name ?? '', is: 'present' }] },
        must: { be: 'looked-at' },
      },
    ]);
  };
  const remove = (index: number) => {
    setAddedAt(undefined);
    put(invariants.toSpliced(index, 1));
    tell(say('told.removed', { what: invariants[index]?.title ?? '' }));
    focusSoon(() => {
      const left = [...(box.current?.querySelectorAll<HTMLElement>('details > summary') ?? [])];
      return [left[index] ?? left.at(-1), addButton.current];
    });
  };
  return (
    <div ref={box} className="always">
      <p>{say('always.text')}</p>
      {(['otherwise', 'undecided'] as const).map((part) => (
        <section key={part} className="panel" aria-label={say(`always.${part}`)}>
          <h2>{say(`always.${part}`)}</h2>
          <IssueList issues={at(part)} />
          <OutcomesEditor
            label={say('outcome')}
            outcomes={Array.isArray(set[part]) ? set[part] : []}
            onChange={(to) => change((before) => ({ ...before, [part]: to }), `${part} ${to.length}`)}
          />
        </section>
      ))}
      <CodeLists />
      <div className="row between">
        <h2>{say('always.invariants', { count: invariants.length })}</h2>
        <Button ref={addButton} variant="default" onClick={add}>
          {say('always.add')}
        </Button>
      </div>
      {invariants.length === 0 && <Empty title={say('always.none')} />}
      {invariants.map((one, index) => (
        <InvariantEditor
          key={index}
          invariant={one}
          isNew={index === addedAt}
          taken={invariants}
          set={set}
          issues={at(`invariants[${index}]`).map((issue) => ({
            ...issue,
            at: issue.at.replace(/^invariants\[\d+\]\.?/, ''),
          }))}
          onChange={(to, what) => put(invariants.with(index, to), `invariant ${index} ${what}`)}
          onRemove={() => remove(index)}
        />
      ))}
    </div>
  );
}
