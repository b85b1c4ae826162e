// A draft made of a file that is no rule set at all: its faults, and the file to mend.
import { useWords } from '../../../i18n/words.ts';
import { NoticeBox } from '../../../parts/notice.tsx';
import { Page } from '../../../parts/page.tsx';
import { fileAddress } from '../../../rulebook/queries.ts';
import type { Draft, RuleSet } from '../../../rulebook/types.ts';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether the editor can show it; what is wrong inside is the server's to say. */
export function isReadable(content: unknown): content is RuleSet {
  if (!isRecord(content) || typeof content['name'] !== 'string') return false;
  const { facts, rules } = content;
  return (
    Array.isArray(facts) &&
    facts.every((fact) => isRecord(fact) && typeof fact['name'] === 'string' && isRecord(fact['of'])) &&
    Array.isArray(rules) &&
    rules.every(
      (rule) =>
        isRecord(rule) &&
        typeof rule['id'] === 'string' &&
        Array.isArray(rule['then']) &&
        rule['then'].every(isRecord) &&
        isCondition(rule['when']),
    )
  );
}

function isCondition(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { all, any, not } = value;
  if (all !== undefined || any !== undefined) {
    const parts = all ?? any;
    return Array.isArray(parts) && parts.every(isCondition);
  }
  return not === undefined ? typeof value['fact'] === 'string' && typeof value['is'] === 'string' : isCondition(not);
}

export function Unreadable({ draft, set }: { draft: Draft; set: string }) {
  const { say } = useWords();
  return (
    <Page title={draft.title}>
      <NoticeBox tone="bad" title={say('unreadable.title')}>
        <p>{say('unreadable.text')}</p>
        <ul className="reasons">
          {draft.issues.slice(0, 50).map((issue) => (
            <li key={`${issue.rule} ${issue.at} ${issue.message}`}>
              <bdi>
                {[issue.rule, issue.at].filter(Boolean).join(' ')}: {issue.message}
              </bdi>
            </li>
          ))}
        </ul>
        <p>
          <a href={fileAddress(set, { draft: draft.id })} download>
            {say('draft.download')}
          </a>
        </p>
      </NoticeBox>
    </Page>
  );
}
