// Another version came in force since the draft was begun: what both changed, and taking the rest over.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useWords } from '../../../i18n/words.ts';
import { NoticeBox } from '../../../parts/notice.tsx';
import { takenOver } from '../../../rulebook/changes.ts';
import { version } from '../../../rulebook/queries.ts';
import type { Draft } from '../../../rulebook/types.ts';
import type { Editing } from './use-editing.ts';

type Props = { editing: Editing; draft: Draft; base: number; inForce: number };

export function Behind({ editing, draft, base, inForce }: Props) {
  const { say } = useWords();
  const { content } = editing;
  const old = useQuery(version(content.name, base));
  const now = useQuery(version(content.name, inForce));
  const titleOf = (id: string) => content.rules.find((rule) => rule.id === id)?.title ?? id;
  const hasConflicts = draft.conflicts.length + draft.conflictsElsewhere.length > 0;
  if (editing.takenFrom === inForce) return <NoticeBox tone="info" announce title={say('behind.taken')} />;
  const take = () => {
    if (!old.data || !now.data) return;
    const [was, is] = [old.data.content, now.data.content];
    editing.takeOver(inForce, (mine) => takenOver(was, mine, is));
  };
  return (
    <NoticeBox
      tone="warn"
      title={say('behind.title', { base, now: inForce })}
      actions={
        <Button variant="default" size="compact-sm" disabled={!old.data || !now.data} onClick={take}>
          {say('behind.take')}
        </Button>
      }
    >
      <p>{say('behind.text')}</p>
      {hasConflicts && <p>{say('behind.both')}</p>}
      <ul className="reasons">
        {draft.conflicts.map((id) => (
          <li key={id}>
            <Link to="/rules/$set/drafts/$draft" params={{ set: content.name, draft: draft.id }} search={{ rule: id }}>
              <bdi>{titleOf(id)}</bdi>
            </Link>
          </li>
        ))}
        {draft.conflictsElsewhere.map((path) => (
          <li key={path}>
            <bdi>{path}</bdi>
          </li>
        ))}
      </ul>
    </NoticeBox>
  );
}
