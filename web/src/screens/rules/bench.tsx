// Try the rules in force: give facts, see the verdict and which rules fired.
import { useState } from 'react';
import type { RuleSetView } from '../../http/types.ts';
import { useWords } from '../../i18n/words.ts';
import { nothingTried } from '../../rulebook/tried.ts';
import type { Tried } from '../../rulebook/tried.ts';
import { SimulatePanel } from './draft/simulate-panel.tsx';

export function Bench({ set }: { set: RuleSetView }) {
  const { say } = useWords();
  const [tried, setTried] = useState<Tried>(nothingTried);
  return (
    <details className="panel">
      <summary>{say('bench.title')}</summary>
      <SimulatePanel set={set} inForce tried={tried} onTried={setTried} />
    </details>
  );
}
