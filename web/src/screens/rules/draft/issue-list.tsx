// Faults the server found, in words; each leads to the rule and the condition it names.
import { Link } from '@tanstack/react-router';
import { useWords } from '../../../i18n/words.ts';
import type { Issue, RuleSet } from '../../../rulebook/types.ts';

export function useFaultWords() {
  const { word, has } = useWords();
  return ({ code, message }: Issue) => (has('fault', code) ? word('fault', code) : message);
}

export function IssueList({ issues }: { issues: readonly Issue[] }) {
  const wordsOf = useFaultWords();
  if (issues.length === 0) return null;
  return (
    <ul className="faults">
      {issues.map((issue) => (
        <li key={`${issue.at} ${issue.code} ${issue.message}`} className="field-error">
          {wordsOf(issue)} <bdi className="dim">{issue.message}</bdi>
        </li>
      ))}
    </ul>
  );
}

type Props = { issues: readonly Issue[]; set: RuleSet; draft: string };

/** Where what stands beside the rules is edited. */
const tabOf = (at: string) =>
  /^(otherwise|undecided|invariants)/.test(at) ? 'always' : /^(tests|stories)/.test(at) ? 'tests' : null;

export function IssueSummary({ issues, set, draft }: Props) {
  const { say } = useWords();
  const wordsOf = useFaultWords();
  if (issues.length === 0) return null;
  return (
    <details className="notice bad" open={issues.length < 6}>
      <summary>{say('faults.count', { count: issues.length })}</summary>
      <ul className="reasons">
        {issues.map((issue) => {
          const rule = set.rules.find(({ id }) => id === issue.rule);
          const tab = tabOf(issue.at);
          return (
            <li key={`${issue.rule} ${issue.at} ${issue.code} ${issue.message}`}>
              {rule ? (
                <Link
                  to="/rules/$set/drafts/$draft"
                  params={{ set: set.name, draft }}
                  search={{ rule: rule.id, at: issue.at }}
                  resetScroll={false}
                >
                  <bdi>{rule.title}</bdi>
                </Link>
              ) : tab ? (
                <Link
                  to="/rules/$set/drafts/$draft"
                  params={{ set: set.name, draft }}
                  search={{ tab }}
                  resetScroll={false}
                >
                  {say(`tab.${tab}`)}
                </Link>
              ) : (
                <bdi>{issue.at}</bdi>
              )}
              {': '}
              {wordsOf(issue)}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
