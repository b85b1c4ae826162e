// The same rules as a table: a column a fact, a cell its conditions; rules that are more than a plain "all of" lead to their own page.
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useWords } from '../../../i18n/words.ts';
import { focusSoon } from '../../../parts/told.tsx';
import { offered } from '../../../rulebook/fields.tsx';
import { inOrder, withRule } from '../../../rulebook/edit.ts';
import { comparisonWords, factTitle, outcomeWords } from '../../../rulebook/sentence.ts';
import { TestFields } from '../../../rulebook/test-fields.tsx';
import type { Condition, FactDeclaration, Rule, RuleSet, Test } from '../../../rulebook/types.ts';
import type { Change } from './use-editing.ts';

type Props = { set: RuleSet; change: Change; draft: string };

/** The tests of a rule that is a plain conjunction, or none. */
function plainTests(when: Condition): Test[] | undefined {
  if ('fact' in when) return [when];
  if (!('all' in when)) return undefined;
  return when.all.every((part): part is Test => 'fact' in part) ? (when.all as Test[]) : undefined;
}

export function DecisionTable({ set, change, draft }: Props) {
  const words = useWords();
  const { say } = words;
  const [open, setOpen] = useState<{ rule: string; fact: string } | null>(null);
  const box = useRef<HTMLDivElement>(null);
  /** Into the cell when it opens, back to it when it closes. */
  const openCell = (rule: string, fact: string, isOpen: boolean) => {
    setOpen(isOpen ? { rule, fact } : null);
    const cell = `[data-cell="${CSS.escape(`${rule} ${fact}`)}"]`;
    focusSoon(() => [box.current?.querySelector(`${cell} :is(select, button)`)]);
  };
  const rules = inOrder(set.rules);
  const used = new Set(rules.flatMap((rule) => plainTests(rule.when)?.map(({ fact }) => fact) ?? []));
  const facts = set.facts.filter(({ name }) => used.has(name));
  const put = (rule: Rule, tests: Test[], what: string) => {
    const [only] = tests;
    const when: Condition = tests.length === 1 && only && 'fact' in rule.when ? only : { all: tests };
    change((before) => withRule(before, rule.id, { ...rule, when }), what);
  };
  return (
    <>
      <p>{say('table.text')}</p>
      <div ref={box} className="table-wrap decision-table" role="region" tabIndex={0} aria-label={say('tab.table')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say('rule')}</th>
              {facts.map((fact) => (
                <th scope="col" key={fact.name}>
                  {factTitle(words, fact)}
                </th>
              ))}
              <th scope="col">{say('rule.then')}</th>
            </tr>
          </thead>
          <tbody>
            {rules.map((rule) => {
              const tests = plainTests(rule.when);
              return (
                <tr key={rule.id}>
                  <th scope="row">
                    <Link to="/rules/$set/drafts/$draft" params={{ set: set.name, draft }} search={{ rule: rule.id }}>
                      <bdi>{rule.title}</bdi>
                    </Link>
                    <div className="dim">{say('rules.step', { step: rule.step })}</div>
                  </th>
                  {tests ? (
                    facts.map((fact) => (
                      <Cell
                        key={fact.name}
                        fact={fact}
                        rule={rule}
                        tests={tests}
                        isOpen={open?.rule === rule.id && open.fact === fact.name}
                        onOpen={(isOpen) => openCell(rule.id, fact.name, isOpen)}
                        onChange={(next) => put(rule, next, `${rule.id} ${fact.name}`)}
                      />
                    ))
                  ) : (
                    <td colSpan={facts.length} className="dim">
                      {say('table.see')}
                    </td>
                  )}
                  <td>
                    {rule.then.map((one, index) => (
                      <div key={index}>{outcomeWords(words, one)}</div>
                    ))}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}

type CellProps = {
  fact: FactDeclaration;
  rule: Rule;
  tests: Test[];
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
  onChange: (tests: Test[]) => void;
};

function Cell({ fact, rule, tests, isOpen, onOpen, onChange }: CellProps) {
  const words = useWords();
  const { say } = words;
  const own = tests.filter((test) => test.fact === fact.name);
  const title = factTitle(words, fact);
  const place = `${rule.id} ${fact.name}`;
  if (!isOpen) {
    const text = own.map((test) => comparisonWords(words, fact, test)).join(' · ');
    return (
      <td data-cell={place}>
        <button
          type="button"
          className="cell"
          aria-label={say('table.edit', { fact: title, rule: rule.title, now: text === '' ? say('none') : text })}
          onClick={() => onOpen(true)}
        >
          {text === '' ? '–' : text}
        </button>
      </td>
    );
  }
  const add = () => onChange([...tests, { fact: fact.name, is: offered(fact)[0] ?? 'present' }]);
  return (
    <td className="cell-open" data-cell={place} onKeyDown={(event) => event.key === 'Escape' && onOpen(false)}>
      {own.map((test) => (
        <div key={tests.indexOf(test)} className="stack">
          <TestFields
            test={test}
            declared={fact}
            onChange={(next) => onChange(tests.with(tests.indexOf(test), next))}
          />
          <Button
            variant="default"
            size="compact-sm"
            disabled={tests.length === 1}
            onClick={() => onChange(tests.filter((one) => one !== test))}
          >
            {say('remove')}
          </Button>
        </div>
      ))}
      <span className="row">
        <Button variant="default" size="compact-sm" onClick={add}>
          {say('tree.add-test')}
        </Button>
        <Button size="compact-sm" onClick={() => onOpen(false)}>
          {say('done')}
        </Button>
      </span>
    </td>
  );
}
