// The fields of one test: which comparison, with what, and what it comes to when the fact is not known.
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { aboutKnowing, operatorsOf, withList, withoutValue } from './operators.ts';
import type { Operator } from './operators.ts';
import { factTitle, optionWords } from './sentence.ts';
import type { FactDeclaration, Test } from './types.ts';

type Value = Test['value'];
type Labelled = { label: string };

export const offered = ({ of }: FactDeclaration): readonly Operator[] => operatorsOf[of.type];

export function FactSelect({
  facts,
  value,
  label,
  onChange,
}: Labelled & { facts: readonly FactDeclaration[]; value: string; onChange: (fact: string) => void }) {
  const words = useWords();
  const known = facts.map((fact) => ({ value: fact.name, label: factTitle(words, fact) }));
  const data = known.some((one) => one.value === value) ? known : [{ value, label: value }, ...known];
  return (
    <NativeSelect
      aria-label={label}
      data={data}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

export function OperatorSelect({
  declared,
  value,
  label,
  onChange,
}: Labelled & { declared: FactDeclaration | undefined; value: string; onChange: (is: Operator) => void }) {
  const { word } = useWords();
  const fitting: readonly string[] = declared ? offered(declared) : [];
  const all = fitting.includes(value) ? fitting : [value, ...fitting];
  return (
    <NativeSelect
      aria-label={label}
      data={all.map((one) => ({ value: one, label: word('field', one) }))}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value as Operator)}
    />
  );
}

type ValueProps = Labelled & {
  declared: FactDeclaration | undefined;
  is: Operator;
  value: Value;
  error?: string | undefined;
  onChange: (value: Value) => void;
};

export function ValueField(props: ValueProps) {
  const { declared, is, value, label, onChange, error } = props;
  const words = useWords();
  if (withoutValue.includes(is)) return null;
  const of = declared?.of;
  const options = of && 'values' in of ? of.values : undefined;
  if (withList.includes(is))
    return options ? <Several {...props} options={options} /> : <TypedList {...props} key={is} />;
  if (of?.type === 'boolean' || options) {
    const known = of?.type === 'boolean' ? ['true', 'false'] : (options ?? []);
    const chosen = value === undefined || Array.isArray(value) ? '' : String(value);
    return (
      <NativeSelect
        aria-label={label}
        error={error}
        value={chosen}
        data={[
          ...(known.includes(chosen) ? [] : [{ value: chosen, label: chosen === '' ? words.say('choose') : chosen }]),
          ...known.map((one) => ({ value: one, label: optionWords(words, one) })),
        ]}
        onChange={({ currentTarget: { value: to } }) => onChange(of?.type === 'boolean' ? to === 'true' : to)}
      />
    );
  }
  return of?.type === 'number' ? <TypedNumber {...props} unit={of.unit} /> : <Typed {...props} type={of?.type} />;
}

function Typed({ label, value, error, onChange, type }: ValueProps & { type: string | undefined }) {
  return (
    <TextInput
      aria-label={label}
      type={type === 'date' ? 'date' : 'text'}
      error={error}
      value={value === undefined ? '' : String(value)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function TypedNumber({ label, value, error, onChange, unit }: ValueProps & { unit: string | undefined }) {
  const { say } = useWords();
  const [typed, setTyped] = useState(value === undefined ? '' : String(value));
  const shown = typed !== '' && Number(typed) === value ? typed : value === undefined ? '' : String(value);
  return (
    <TextInput
      aria-label={unit === 'hours' ? `${label} (${say('unit.hours')})` : label}
      type="number"
      step="any"
      error={error}
      value={shown}
      rightSectionWidth={unit ? '4.5rem' : undefined}
      rightSection={unit && <span className="dim">{unit === 'hours' ? say('unit.hours') : unit}</span>}
      onChange={({ currentTarget: { value: text } }) => {
        setTyped(text);
        onChange(text === '' ? undefined : Number(text));
      }}
    />
  );
}

const parts = (typed: string) =>
  typed
    .split(/[,،，]/)
    .map((part) => part.trim())
    .filter(Boolean);

function TypedList({ label, value, error, onChange }: ValueProps) {
  const { say } = useWords();
  const values = Array.isArray(value) ? value : [];
  const [typed, setTyped] = useState(values.join(', '));
  const isOwn = parts(typed).join() === values.join();
  return (
    <TextInput
      aria-label={`${label} (${say('bench.list')})`}
      placeholder={say('bench.list')}
      error={error}
      value={isOwn ? typed : values.join(', ')}
      onChange={({ currentTarget: { value: text } }) => {
        setTyped(text);
        onChange(parts(text));
      }}
    />
  );
}

function Several({ label, value, error, onChange, options }: ValueProps & { options: readonly string[] }) {
  const words = useWords();
  const chosen = Array.isArray(value) ? value : [];
  const strangers = chosen.filter((one) => !options.includes(one));
  return (
    <fieldset className="several" aria-label={label}>
      {[...options, ...strangers].map((one) => (
        <label key={one} className="choice">
          <input
            type="checkbox"
            checked={chosen.includes(one)}
            onChange={({ currentTarget: { checked } }) =>
              onChange(
                checked
                  ? [...options, ...strangers].filter((other) => other === one || chosen.includes(other))
                  : chosen.filter((other) => other !== one),
              )
            }
          />
          {optionWords(words, one)}
        </label>
      ))}
      {error && <p className="field-error">{error}</p>}
    </fieldset>
  );
}

export function MissingSelect({
  is,
  value,
  label,
  onChange,
}: Labelled & { is: Operator; value: Test['missing']; onChange: (missing: Test['missing']) => void }) {
  const { say } = useWords();
  if (aboutKnowing.includes(is)) return null;
  const data = (['person', 'holds', 'fails'] as const).map((one) => ({ value: one, label: say(`missing.${one}`) }));
  return (
    <NativeSelect
      aria-label={label}
      data={data}
      value={value ?? 'person'}
      onChange={({ currentTarget: { value: to } }) => onChange(to === 'person' ? undefined : (to as 'holds' | 'fails'))}
    />
  );
}
