// Every save of a draft: who, when, what it said, and the way to bring one back as the next.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../../i18n/words.ts';
import { Answer } from '../../../parts/answer.tsx';
import { NoticeBox } from '../../../parts/notice.tsx';
import { Tag } from '../../../parts/tags.tsx';
import { Name, When } from '../../../parts/text.tsx';
import { changesBetween } from '../../../rulebook/changes.ts';
import { inOrder } from '../../../rulebook/edit.ts';
import { revision as revisionQuery, revisions as revisionsQuery } from '../../../rulebook/queries.ts';
import { sentenceOf } from '../../../rulebook/sentence.ts';
import type { Draft, RuleSet } from '../../../rulebook/types.ts';
import { isReadable } from './unreadable.tsx';

type Props = {
  draft: Draft;
  /** What is on the page now. */
  now: RuleSet;
  /** Left out where nothing may be changed any more. */
  onRestore?: (content: RuleSet) => void;
};

export function HistoryPanel({ draft, now, onRestore }: Props) {
  const { say } = useWords();
  const [opened, setOpened] = useState<number>();
  const [restored, setRestored] = useState<number>();
  const reading = useQuery(revisionsQuery(draft.content.name, draft.id, draft.revision));
  return (
    <>
      <p>{say('revisions.text')}</p>
      {restored !== undefined && (
        <NoticeBox tone="info" announce title={say('revisions.restored', { revision: restored })} />
      )}
      <Answer of={reading}>
        {(all) => (
          <ol className="rules" reversed>
            {all.map(({ revision, savedBy, savedAt }) => {
              const isOpen = opened === revision;
              return (
                <li key={revision}>
                  <div className="row between">
                    <strong>{say('draft.revision', { revision })}</strong>
                    <Button
                      variant="default"
                      size="compact-sm"
                      aria-expanded={isOpen}
                      onClick={() => setOpened(isOpen ? undefined : revision)}
                    >
                      {isOpen ? say('revisions.close') : say('revisions.open', { revision })}
                    </Button>
                  </div>
                  <p>
                    <Name>{savedBy.name}</Name> · <When at={savedAt} />
                  </p>
                  {isOpen && (
                    <Opened
                      draft={draft}
                      revision={revision}
                      now={now}
                      {...(onRestore && {
                        onRestore: (content: RuleSet) => {
                          onRestore(content);
                          setRestored(revision);
                          setOpened(undefined);
                        },
                      })}
                    />
                  )}
                </li>
              );
            })}
          </ol>
        )}
      </Answer>
    </>
  );
}

function Opened({ draft, revision, now, onRestore }: Props & { revision: number }) {
  const { say } = useWords();
  const reading = useQuery(revisionQuery(draft.content.name, draft.id, revision));
  return (
    <Answer of={reading}>
      {({ content }) =>
        isReadable(content) ? (
          <>
            {onRestore && (
              <p className="row">
                <Button variant="default" onClick={() => onRestore(content)}>
                  {say('revisions.restore')}
                </Button>
                <span className="dim">{say('revisions.restore.hint')}</span>
              </p>
            )}
            <Rules then={content} now={now} />
          </>
        ) : (
          <NoticeBox tone="warn" title={say('unreadable.title')} />
        )
      }
    </Answer>
  );
}

/** Read only: each rule as a sentence, and which are other than now. */
function Rules({ then, now }: { then: RuleSet; now: RuleSet }) {
  const words = useWords();
  const { say } = words;
  const { rules, others } = changesBetween(now, then);
  const differs = new Set(rules.map(({ id }) => id));
  const gone = rules.filter(({ how }) => how === 'removed').length;
  if (rules.length + others.length === 0) return <p className="dim">{say('revisions.now')}</p>;
  return (
    <>
      {others.map((part) => (
        <p key={part}>
          <Tag sign="info" tone="info">
            {say('revisions.differs')}
          </Tag>{' '}
          {say(`compare.part.${part}`)}
        </p>
      ))}
      {gone > 0 && <p>{say('revisions.gone', { count: gone })}</p>}
      <ol className="plain-list">
        {inOrder(then.rules).map((rule) => (
          <li key={rule.id}>
            <strong>
              <bdi>{rule.title}</bdi>
            </strong>{' '}
            {differs.has(rule.id) && (
              <Tag sign="info" tone="info">
                {say('revisions.differs')}
              </Tag>
            )}
            <p>{sentenceOf(words, then, rule)}</p>
          </li>
        ))}
      </ol>
    </>
  );
}
