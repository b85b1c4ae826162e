// The controls of the condition tree: our own fields and buttons in the places the query builder has for them.
import { Button, NativeSelect } from '@mantine/core';
import type {
  ActionProps,
  CombinatorSelectorProps,
  FieldSelectorProps,
  NotToggleProps,
  OperatorSelectorProps,
  ShiftActionsProps,
  ValueEditorProps,
} from 'react-querybuilder';
import { useWords } from '../../../i18n/words.ts';
import type { MessageId } from '../../../i18n/speech.ts';
import type { Compared } from '../../../rulebook/convert.ts';
import { FactSelect, MissingSelect, OperatorSelect, ValueField } from '../../../rulebook/fields.tsx';
import type { Operator } from '../../../rulebook/operators.ts';
import { factTitle } from '../../../rulebook/sentence.ts';
import type { FactDeclaration, Issue } from '../../../rulebook/types.ts';

/** What was done, and at which place. */
export type Done = { does: 'add' | 'copy' | 'remove' | 'up' | 'down'; path: readonly number[]; id: string | undefined };
export type TreeContext = {
  facts: readonly FactDeclaration[];
  faults: ReadonlyMap<string, readonly Issue[]>;
  onDone: (done: Done) => void;
};

const contextOf = ({ context }: { context?: unknown }) => context as TreeContext;
/** Read out with each control, so that two alike are told apart: 2.1 is the first inside the second. */
export const numberOf = (path: readonly number[]) => path.map((index) => index + 1).join('.') || '–';

function Combinator({ value, options, handleOnChange, path }: CombinatorSelectorProps) {
  const { say } = useWords();
  return (
    <NativeSelect
      aria-label={say('tree.combinator', { number: numberOf(path) })}
      data={options as unknown as { value: string; label: string }[]}
      value={value ?? 'and'}
      onChange={(event) => handleOnChange(event.currentTarget.value)}
    />
  );
}

function Not({ checked = false, handleOnChange, path }: NotToggleProps) {
  const { say } = useWords();
  return (
    <label className="choice">
      <input
        type="checkbox"
        checked={checked}
        aria-label={say('tree.not.of', { number: numberOf(path) })}
        onChange={(event) => handleOnChange(event.currentTarget.checked)}
      />
      {say('tree.not')}
    </label>
  );
}

function Fact({ value = '', handleOnChange, path, context }: FieldSelectorProps) {
  const { say } = useWords();
  const { facts } = contextOf({ context });
  return (
    <FactSelect
      facts={facts}
      value={value}
      label={say('tree.fact', { number: numberOf(path) })}
      onChange={handleOnChange}
    />
  );
}

function Comparison({ value = '', handleOnChange, field, context }: OperatorSelectorProps) {
  const words = useWords();
  const declared = contextOf({ context }).facts.find(({ name }) => name === field);
  return (
    <OperatorSelect
      declared={declared}
      value={value}
      label={words.say('tree.operator', { fact: factTitle(words, declared ?? field) })}
      onChange={handleOnChange}
    />
  );
}

function Value({ value, operator, field, handleOnChange, path, context }: ValueEditorProps) {
  const words = useWords();
  const { facts, faults } = contextOf({ context });
  const declared = facts.find(({ name }) => name === field);
  const fact = factTitle(words, declared ?? field);
  const compared = (value ?? {}) as Compared;
  const own = faults.get(path.join('.')) ?? [];
  const said = own.map(({ code, message }) => (words.has('fault', code) ? words.word('fault', code) : message));
  const change = (values: { [K in keyof Compared]: Compared[K] | undefined }) =>
    handleOnChange(
      Object.fromEntries(Object.entries({ ...compared, ...values }).filter(([, one]) => one !== undefined)),
    );
  return (
    <>
      <ValueField
        declared={declared}
        is={operator as Operator}
        label={words.say('tree.value', { fact })}
        value={compared.value}
        onChange={(to) => change({ value: to })}
      />
      <MissingSelect
        is={operator as Operator}
        label={words.say('tree.missing', { fact })}
        value={compared.missing}
        onChange={(missing) => change({ missing })}
      />
      {said.length > 0 && (
        <p className="field-error tree-fault" data-fault="" tabIndex={-1} role="alert">
          {said.join(' ')}
        </p>
      )}
    </>
  );
}

const action = (label: MessageId, does: Done['does']) =>
  function Action({ handleOnClick, path, ruleOrGroup, context }: ActionProps) {
    const { say } = useWords();
    const number = numberOf(path);
    return (
      <Button
        variant="default"
        size="compact-sm"
        aria-label={number === '–' ? say(label) : `${say(label)} (${number})`}
        data-does={does}
        onClick={(event) => {
          handleOnClick(event);
          contextOf({ context }).onDone({ does, path, id: ruleOrGroup.id });
        }}
      >
        {say(label)}
      </Button>
    );
  };

function Shift({ ruleOrGroup, context, path, ...shift }: ShiftActionsProps) {
  const { say } = useWords();
  const number = numberOf(path);
  if (path.length === 0) return null;
  const button = (does: 'up' | 'down', isOff: boolean | undefined, act: typeof shift.shiftUp) => (
    <Button
      variant="default"
      size="compact-sm"
      aria-label={`${say(`rule.${does}`)} (${number})`}
      disabled={isOff === true}
      data-does={does}
      onClick={(event) => {
        act(event);
        contextOf({ context }).onDone({ does, path, id: ruleOrGroup.id });
      }}
    >
      {does === 'up' ? '↑' : '↓'}
    </Button>
  );
  return (
    <span className="row">
      {button('up', shift.shiftUpDisabled, shift.shiftUp)}
      {button('down', shift.shiftDownDisabled, shift.shiftDown)}
    </span>
  );
}

export const controls = {
  combinatorSelector: Combinator,
  notToggle: Not,
  fieldSelector: Fact,
  operatorSelector: Comparison,
  valueEditor: Value,
  shiftActions: Shift,
  addRuleAction: action('tree.add-test', 'add'),
  addGroupAction: action('tree.add-group', 'add'),
  removeRuleAction: action('remove', 'remove'),
  removeGroupAction: action('remove', 'remove'),
  cloneRuleAction: action('rule.copy', 'copy'),
  cloneGroupAction: action('rule.copy', 'copy'),
};
