// The condition of one rule as a tree of groups and tests. The only screen part that loads the query builder.
import { useMemo, useRef, useState } from 'react';
import { QueryBuilder, prepareRuleGroup } from 'react-querybuilder';
import { useWords } from '../../../i18n/words.ts';
import { focusSoon, tell } from '../../../parts/told.tsx';
import { fitted, fromGroup, pathAt, toGroup } from '../../../rulebook/convert.ts';
import type { Group } from '../../../rulebook/convert.ts';
import { offered } from '../../../rulebook/fields.tsx';
import { factTitle } from '../../../rulebook/sentence.ts';
import type { Condition, FactDeclaration, Issue } from '../../../rulebook/types.ts';
import { controls, numberOf } from './tree-controls.tsx';
import { landing, partAt, pathOf } from './tree-focus.ts';
import type { TreeContext } from './tree-controls.tsx';

type Props = {
  condition: Condition;
  facts: readonly FactDeclaration[];
  issues: readonly Issue[];
  onChange: (condition: Condition) => void;
};

export function ConditionTree({ condition, facts, issues, onChange }: Props) {
  const words = useWords();
  const { say } = words;
  const box = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState(() => prepared(condition));
  // Undo and the table change the condition from outside; what was typed here is already what is shown.
  const isShown = JSON.stringify(fromGroup(shown)) === JSON.stringify(condition);
  const group = useMemo(() => (isShown ? shown : prepared(condition)), [isShown, shown, condition]);
  const fields = useMemo(
    () => facts.map((fact) => ({ name: fact.name, label: factTitle(words, fact) })),
    [facts, words],
  );
  const context: TreeContext = {
    facts,
    faults: Map.groupBy(issues, ({ at }) => pathAt(condition, at).join('.')),
    onDone: (done) => {
      const lost = partAt(group, done.path);
      focusSoon(() => {
        const [told, ...targets] = landing(box.current, done);
        const at = (told && pathOf(told)) ?? [];
        const what = say(told?.dataset['ruleId'] ? 'tree.test' : 'tree.group', { number: numberOf(at) });
        const gone = say(lost && 'rules' in lost ? 'tree.group' : 'tree.test', { number: numberOf(done.path) });
        const how = done.does === 'up' || done.does === 'down' ? 'moved' : 'added';
        tell(done.does === 'remove' ? say('told.removed', { what: gone }) : say(`told.${how}`, { what }));
        return targets;
      });
    },
  };
  const change = (next: Group) => {
    const fit = fitted(next);
    setShown(fit);
    const read = fromGroup(fit);
    if (JSON.stringify(read) !== JSON.stringify(condition)) onChange(read);
  };
  const firstOf = (name: string) => {
    const declared = facts.find((fact) => fact.name === name);
    return (declared && offered(declared)[0]) ?? 'present';
  };
  return (
    <div ref={box} className="tree">
      <QueryBuilder
        query={group}
        onQueryChange={(next) => change(next as Group)}
        fields={fields}
        combinators={[
          { name: 'and', label: say('tree.all') },
          { name: 'or', label: say('tree.any') },
        ]}
        getOperators={(field) => {
          const declared = facts.find((fact) => fact.name === field);
          return declared ? offered(declared).map((name) => ({ name, label: name })) : null;
        }}
        getDefaultOperator={(field) => firstOf(field)}
        getDefaultValue={() => ({})}
        enableMountQueryChange={false}
        addRuleToNewGroups
        showNotToggle
        showShiftActions
        showCloneButtons
        suppressStandardClassnames
        controlClassnames={{
          ruleGroup: 'tree-group',
          header: 'tree-head',
          body: 'tree-body',
          rule: 'tree-rule',
          shiftActions: 'row',
        }}
        controlElements={controls}
        context={context}
        accessibleDescriptionGenerator={({ path }) => say('tree.group', { number: numberOf(path) })}
      />
    </div>
  );
}

const prepared = (condition: Condition): Group => prepareRuleGroup(toGroup(condition));
