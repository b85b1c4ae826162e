// One test of one fact, edited in place: in a cell of the table.
import { useWords } from '../i18n/words.ts';
import { fitted, fromGroup, toGroup } from './convert.ts';
import { MissingSelect, OperatorSelect, ValueField } from './fields.tsx';
import { factTitle } from './sentence.ts';
import type { FactDeclaration, Test } from './types.ts';

type Props = { test: Test; declared: FactDeclaration | undefined; onChange: (test: Test) => void };

export function TestFields({ test, declared, onChange }: Props) {
  const words = useWords();
  const { say } = words;
  const fact = factTitle(words, declared ?? test.fact);
  const change = (values: { is?: Test['is']; value?: Test['value']; missing?: Test['missing'] }) => {
    const next = Object.fromEntries(
      Object.entries({ ...test, ...values }).filter(([, value]) => value !== undefined),
    ) as Test;
    onChange(fromGroup(fitted(toGroup(next))) as Test);
  };
  return (
    <div className="test-fields">
      <OperatorSelect
        declared={declared}
        label={say('tree.operator', { fact })}
        value={test.is}
        onChange={(is) => change({ is })}
      />
      <ValueField
        declared={declared}
        is={test.is}
        label={say('tree.value', { fact })}
        value={test.value}
        onChange={(value) => change({ value })}
      />
      <MissingSelect
        is={test.is}
        label={say('tree.missing', { fact })}
        value={test.missing}
        onChange={(missing) => change({ missing })}
      />
    </div>
  );
}
