// Why a version cannot be published now, whoever would: asked in the transaction that records the decision.
import type { Answer } from '../workflows/messages.ts';
import { refuse } from './answers.ts';
import type { RuleChangeSetting } from './rule-change-setting.ts';

export function hindranceOfChange({ text, analysis }: RuleChangeSetting): Answer | null {
  if (!text?.set) return refuse('rules-altered', 'The text is not what was submitted.');
  if (!analysis)
    return refuse(
      'rules-changed-meanwhile',
      'What is in force has changed since. The change is compared with it again; look at it then.',
    );
  return analysis.passed ? null : refuse('rules-fail-checks', 'The text fails a check, a test or an invariant.');
}
