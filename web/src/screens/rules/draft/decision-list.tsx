// The rules in the order they are looked at, step by step, each as a sentence; to find, move, copy and remove them.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTimes } from '../../../i18n/time.ts';
import { useWords } from '../../../i18n/words.ts';
import { Empty } from '../../../parts/answer.tsx';
import { Name } from '../../../parts/text.tsx';
import { focusSoon, tell } from '../../../parts/told.tsx';
import { authorities } from '../../../rulebook/authorities.ts';
import { added, factsOf, freeId, inOrder, moved, removed } from '../../../rulebook/edit.ts';
import { factTitle, scopeWords, sentenceOf } from '../../../rulebook/sentence.ts';
import type { Issue, Rule, RuleSet } from '../../../rulebook/types.ts';
import { IssueList } from './issue-list.tsx';
import type { Change } from './use-editing.ts';

const atOnce = 100;
type Props = {
  set: RuleSet;
  issues: readonly Issue[];
  change: Change;
  draft: string;
  /** The rule somebody just came back from. */
  cameFrom: string | undefined;
  onOpen: (rule: string) => void;
};

export function DecisionList({ set, issues, change, draft, cameFrom, onOpen }: Props) {
  const words = useWords();
  const { say } = words;
  const box = useRef<HTMLDivElement>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const [most, setMost] = useState(atOnce);
  const rules = inOrder(set.rules);
  const { filter, fits } = useFilter(set);
  const shown = rules.filter(fits);
  const listed = shown.slice(0, most);

  const within = (id: string | undefined, what: string) =>
    box.current?.querySelector<HTMLElement>(`[data-rule="${CSS.escape(id ?? '')}"] ${what}`);
  const focusOn = (id: string | undefined) => focusSoon(() => [within(id, 'a'), addButton.current]);
  useEffect(() => {
    if (cameFrom !== undefined) within(cameFrom, 'a')?.focus();
  }, []);
  const move = (rule: Rule, by: 1 | -1, isByKey = false) => {
    const after = moved(set, rule.id, by);
    if (after === set) return;
    // In another step the row is a new one, and at an edge its button is off.
    const button = (does: string) => within(rule.id, `[data-does="${does}"]:not(:disabled)`);
    const buttons = () => (by < 0 ? [button('up'), button('down')] : [button('down'), button('up')]);
    focusSoon(() => [...(isByKey ? [] : buttons()), within(rule.id, 'a')]);
    change(() => after);
    const at = inOrder(after.rules).findIndex(({ id }) => id === rule.id);
    const { step } = after.rules.find(({ id }) => id === rule.id) ?? rule;
    tell(say('rule.moved', { title: rule.title, number: at + 1, step }));
  };
  const add = (from?: Rule) => {
    const rule: Rule = from
      ? { ...from, id: freeId(set.rules, `${from.id}-copy`) }
      : {
          id: freeId(set.rules, 'new-rule'),
          title: say('rule.new'),
          source: say('rule.source.missing'),
          step: rules.at(-1)?.step ?? 1,
          when: { all: [{ fact: set.facts[0]?.name ?? '', is: 'present' }] },
          then: [{ kind: 'require', authority: 'designated-official', mode: 'decide' }],
        };
    change((before) => added(before, rule, from?.id));
    tell(from ? say('rule.copied', { title: from.title }) : say('told.added', { what: rule.title }));
    if (from) focusOn(rule.id);
    else onOpen(rule.id);
  };
  const remove = (rule: Rule) => {
    const at = listed.indexOf(rule);
    change((before) => removed(before, rule.id));
    tell(say('rule.removed', { title: rule.title }));
    focusOn((listed[at + 1] ?? listed[at - 1])?.id);
  };
  const keys = (event: KeyboardEvent, rule: Rule) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    move(rule, event.key === 'ArrowUp' ? -1 : 1, true);
  };
  const steps = Map.groupBy(listed, ({ step }) => step);
  return (
    <div ref={box}>
      {filter}
      <div className="row between">
        <p role="status" className="dim">
          {say('rules.shown', { shown: shown.length, all: rules.length })}
        </p>
        <Button ref={addButton} variant="default" onClick={() => add()}>
          {say('rule.add')}
        </Button>
      </div>
      {shown.length === 0 && <Empty title={say('rules.none.fit')} />}
      {[...steps].map(([step, inStep]) => (
        <section key={step} aria-label={say('rules.step', { step })}>
          <h2 className="step-head">{say('rules.step', { step })}</h2>
          <ol className="rules" start={rules.indexOf(inStep[0] as Rule) + 1}>
            {inStep.map((rule) => (
              <Row
                key={rule.id}
                set={set}
                rule={rule}
                draft={draft}
                number={rules.indexOf(rule) + 1}
                isLast={rules.indexOf(rule) === rules.length - 1}
                issues={issues.filter((issue) => issue.rule === rule.id)}
                onKeyDown={(event) => keys(event, rule)}
                onMove={(by) => move(rule, by)}
                onCopy={() => add(rule)}
                onRemove={() => remove(rule)}
              />
            ))}
          </ol>
        </section>
      ))}
      {shown.length > listed.length && (
        <Button variant="default" onClick={() => setMost(most + atOnce)}>
          {say('more')}
        </Button>
      )}
    </div>
  );
}

type RowProps = {
  set: RuleSet;
  rule: Rule;
  draft: string;
  number: number;
  isLast: boolean;
  issues: readonly Issue[];
  onKeyDown: (event: KeyboardEvent) => void;
  onMove: (by: 1 | -1) => void;
  onCopy: () => void;
  onRemove: () => void;
};

function Row({ set, rule, draft, number, isLast, issues, onKeyDown, onMove, onCopy, onRemove }: RowProps) {
  const words = useWords();
  const { say } = words;
  const times = useTimes();
  const scope = scopeWords(words, rule.scope, times.day);
  const { title } = rule;
  const button = (does: 'up' | 'down' | 'copy' | 'remove', act: () => void, isOff = false) => (
    <Button
      variant="default"
      size="compact-sm"
      disabled={isOff}
      aria-label={say(`rule.${does}.of`, { title })}
      data-does={does}
      onClick={act}
    >
      {say(does === 'remove' ? 'remove' : `rule.${does}`)}
    </Button>
  );
  return (
    <li data-rule={rule.id} onKeyDown={onKeyDown}>
      <div className="row between">
        <strong>
          <span className="dim">{number}.</span>{' '}
          <Link
            to="/rules/$set/drafts/$draft"
            params={{ set: set.name, draft }}
            search={{ rule: rule.id }}
            aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
          >
            <bdi>{title}</bdi>
          </Link>
        </strong>
        <span className="row">
          {button('up', () => onMove(-1), number === 1)}
          {button('down', () => onMove(1), isLast)}
          {button('copy', onCopy)}
          {button('remove', onRemove)}
        </span>
      </div>
      <p>{sentenceOf(words, set, rule)}</p>
      {scope.length > 0 && <p>{scope.join(' · ')}</p>}
      <p className="dim">
        {say('source')} <Name>{rule.source}</Name> · <bdi>{rule.id}</bdi>
      </p>
      <IssueList issues={issues} />
    </li>
  );
}

/** By words anywhere in the rule, by fact, by authority, by place. */
function useFilter(set: RuleSet) {
  const words = useWords();
  const { say, word } = words;
  const [q, setQ] = useState('');
  const [fact, setFact] = useState('');
  const [authority, setAuthority] = useState('');
  const [place, setPlace] = useState('');
  const wanted = useDeferredValue(q).trim().toLowerCase();
  const area = place.trim().toLowerCase();
  const fits = (rule: Rule) =>
    (wanted === '' ||
      `${rule.title} ${rule.id} ${rule.source} ${sentenceOf(words, set, rule)}`.toLowerCase().includes(wanted)) &&
    (fact === '' || factsOf(rule.when).includes(fact)) &&
    (authority === '' || rule.then.some((one) => one.kind === 'require' && one.authority === authority)) &&
    (area === '' ||
      [...(rule.scope?.countries ?? []), ...(rule.scope?.areas ?? []), ...(rule.scope?.organizations ?? [])].some(
        (id) => id.toLowerCase().startsWith(area),
      ));
  const asked = new Set(set.rules.flatMap(({ then }) => then.map((one) => one.kind === 'require' && one.authority)));
  const filter = (
    <div role="search" className="fields" aria-label={say('rules.find')}>
      <TextInput label={say('rules.find')} value={q} onChange={(event) => setQ(event.currentTarget.value)} />
      <NativeSelect
        label={say('rules.by-fact')}
        value={fact}
        onChange={(event) => setFact(event.currentTarget.value)}
        data={[
          { value: '', label: say('all') },
          ...set.facts.map((one) => ({ value: one.name, label: factTitle(words, one) })),
        ]}
      />
      <NativeSelect
        label={say('rules.by-authority')}
        value={authority}
        onChange={(event) => setAuthority(event.currentTarget.value)}
        data={[
          { value: '', label: say('all') },
          ...authorities.filter((one) => asked.has(one)).map((one) => ({ value: one, label: word('authority', one) })),
        ]}
      />
      <TextInput
        label={say('rules.by-place')}
        value={place}
        onChange={(event) => setPlace(event.currentTarget.value)}
      />
    </div>
  );
  return { filter, fits };
}
