// A fact to be given by hand; left empty it is not known.
import { NativeSelect, TextInput } from '@mantine/core';
import { useWords } from '../i18n/words.ts';
import { factTitle, optionWords } from './sentence.ts';
import type { FactDeclaration } from './types.ts';

type Props = { fact: FactDeclaration; value: string; onChange: (value: string) => void };

export function FactInput({ fact, value, onChange }: Props) {
  const words = useWords();
  const { say } = words;
  const { of } = fact;
  const label = factTitle(words, fact);
  if (of.type === 'boolean' || of.type === 'choice' || of.type === 'scale') {
    const known = of.type === 'boolean' ? ['true', 'false'] : of.values;
    return (
      <NativeSelect
        label={label}
        value={value}
        data={[
          { value: '', label: say('why.unknown') },
          ...known.map((one) => ({ value: one, label: optionWords(words, one) })),
        ]}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  const type = of.type === 'number' ? 'number' : of.type === 'date' ? 'date' : 'text';
  const unit = of.type === 'number' && of.unit === 'hours' ? say('unit.hours') : of.type === 'number' ? of.unit : '';
  return (
    <TextInput
      type={type}
      label={label}
      description={of.type === 'list' ? say('tried.list') : unit || undefined}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
