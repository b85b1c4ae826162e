// The stories kept with the rules: added, edited and removed here; what each came to when the last save was played.
import { Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useWords } from '../../../i18n/words.ts';
import { Empty, Failed } from '../../../parts/answer.tsx';
import { NoticeBox } from '../../../parts/notice.tsx';
import { Tag } from '../../../parts/tags.tsx';
import { focusSoon, tell } from '../../../parts/told.tsx';
import { draft as draftQuery } from '../../../rulebook/queries.ts';
import { withStory, withoutStory, worldFile } from '../../../rulebook/stories.ts';
import type { Draft, Issue, RuleSet, StoryFile, StoryResult, StoryRun } from '../../../rulebook/types.ts';
import { StoryAdding, storyText } from './story-adding.tsx';
import type { Change } from './use-editing.ts';
import { useIssues } from './use-issues.ts';
import { useStoryRun } from './use-story-run.ts';

type Props = { set: RuleSet; draft: string; isDirty: boolean; change: Change };

export function Stories({ draft, ...props }: Props) {
  const { data: saved } = useQuery(draftQuery(props.set.name, draft));
  return saved ? <Kept saved={saved} {...props} /> : null;
}

function Kept({ set, saved, isDirty, change }: Omit<Props, 'draft'> & { saved: Draft }) {
  const { say } = useWords();
  const { run, again, isAsking, error } = useStoryRun(set.name, saved);
  const issues = useIssues(saved, set, isDirty);
  const heading = useRef<HTMLHeadingElement>(null);
  const stories = set.stories ?? [];
  const remove = (file: string) => {
    change((before) => withoutStory(before, file));
    tell(say('told.removed', { what: file }));
    focusSoon(() => [heading.current]);
  };
  return (
    <section className="panel" aria-label={say('stories.title')}>
      <h2 ref={heading} tabIndex={-1}>
        {say('stories.title')}
      </h2>
      <p>{say('stories.text')}</p>
      <StoryAdding set={set} change={change} />
      {error && <Failed error={error} />}
      {!isDirty ? (
        <Whole
          run={run}
          all={stories.filter(({ file }) => file !== worldFile).length}
          again={again}
          isAsking={isAsking}
        />
      ) : (
        stories.length > 0 && <NoticeBox tone="info" title={say('stories.unsaved')} />
      )}
      {stories.length === 0 && <Empty title={say('stories.none')} />}
      <StoryList
        stories={stories}
        issues={issues}
        results={isDirty ? [] : run.results}
        onText={(file, text) =>
          change((before) => withStory(before, { file, text }), `story ${file} ${saved.revision}`)
        }
        onRemove={remove}
      />
    </section>
  );
}

/** For whoever only reads: what the stories of a draft as saved came to, and which failed. */
export function StoriesPlayed({ saved }: { saved: Draft }) {
  const { say } = useWords();
  const { run, again, isAsking, error } = useStoryRun(saved.content.name, saved);
  const all = (saved.content.stories ?? []).filter(({ file }) => file !== worldFile).length;
  if (all === 0) return null;
  return (
    <section aria-label={say('stories.title')}>
      <h2 className="spaced">{say('stories.title')}</h2>
      {error && <Failed error={error} />}
      <Whole run={run} all={all} again={again} isAsking={isAsking} />
      <ul>
        {run.results.map(({ file, id, title, reason }) => (
          <li key={file}>
            <bdi>{`${id} ${title}`}</bdi>
            {reason !== undefined && <span className="dim"> {reason}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What all of them together came to. */
function Whole({ run, all, again, isAsking }: { run: StoryRun; all: number; again: () => void; isAsking: boolean }) {
  const { say } = useWords();
  const { state, results, why } = run;
  const failed = results.filter(({ outcome }) => outcome === 'failed').length;
  const playAgain = (
    <Button variant="default" loading={isAsking} onClick={again}>
      {say('stories.again')}
    </Button>
  );
  switch (state) {
    case 'none':
      return null;
    case 'playing':
      return <NoticeBox tone="info" announce title={say('stories.playing', { done: results.length, all })} />;
    case 'played':
      return (
        <NoticeBox
          announce
          tone={failed > 0 ? 'bad' : 'good'}
          title={say('stories.played', { passed: results.length - failed, failed })}
          actions={failed > 0 && playAgain}
        />
      );
    case 'not-played':
      return (
        <NoticeBox announce tone="bad" title={say('stories.not-played')} actions={playAgain}>
          {why && (
            <p>
              {say(`stories.why.${why.code}`)} <bdi className="dim">{why.message}</bdi>
            </p>
          )}
        </NoticeBox>
      );
  }
}

type ListProps = {
  stories: readonly StoryFile[];
  issues: readonly Issue[];
  results: readonly StoryResult[];
  onText: (file: string, text: string) => void;
  onRemove: (file: string) => void;
};

function StoryList({ stories, issues, results, onText, onRemove }: ListProps) {
  const { say } = useWords();
  return (
    <ul className="rules">
      {stories.map(({ file, text }, index) => {
        const result = results.find((one) => one.file === file);
        const place = new RegExp(`^stories\\[${index}\\]`);
        const faults = issues.filter((issue) => issue.rule === null && place.test(issue.at));
        return (
          <li key={`${index} ${file}`}>
            <div className="row between">
              <strong>
                <bdi>{file}</bdi>
              </strong>
              <span className="row">
                {result && (
                  <Tag
                    sign={result.outcome === 'passed' ? 'tick' : 'cross'}
                    tone={result.outcome === 'passed' ? 'good' : 'bad'}
                  >
                    {say(`tests.${result.outcome}`)}
                  </Tag>
                )}
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={say('rule.remove.of', { title: file })}
                  onClick={() => onRemove(file)}
                >
                  {say('remove')}
                </Button>
              </span>
            </div>
            {file === worldFile && <p>{say('stories.world')}</p>}
            {result && (
              <p>
                <bdi>{result.title}</bdi>
              </p>
            )}
            {[...faults.map(({ message }) => message), ...(result?.reason ? [result.reason] : [])].map((line) => (
              <p key={line} className="field-error">
                <bdi>{line}</bdi>
              </p>
            ))}
            <details>
              <summary>{say('stories.open')}</summary>
              <Textarea
                styles={storyText}
                aria-label={say('stories.content', { file })}
                dir="ltr"
                spellCheck={false}
                autosize
                minRows={6}
                maxRows={24}
                value={text}
                onChange={(event) => onText(file, event.currentTarget.value)}
              />
            </details>
          </li>
        );
      })}
    </ul>
  );
}
