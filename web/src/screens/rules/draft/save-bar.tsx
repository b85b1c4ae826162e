// Save, undo, redo; what is not saved yet, who saved in between, and the way out that loses nothing.
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { Refused, call, isPassing } from '../../../http/call.ts';
import { useWords } from '../../../i18n/words.ts';
import { Failed } from '../../../parts/answer.tsx';
import { NoticeBox } from '../../../parts/notice.tsx';
import { Sign } from '../../../parts/sign.tsx';
import { Name, When, nameOf } from '../../../parts/text.tsx';
import { forget } from '../../../rulebook/kept.ts';
import { fileAddress } from '../../../rulebook/queries.ts';
import type { Draft, Person } from '../../../rulebook/types.ts';
import { Discard } from './discard.tsx';
import type { Editing } from './use-editing.ts';

type Props = { editing: Editing; draft: Draft };

export function SaveBar({ editing, draft }: Props) {
  const { say } = useWords();
  const { isDirty, save } = editing;
  const [isAsking, setAsking] = useState(false);
  const discard = useRef<HTMLButtonElement>(null);
  const isOvertaken = save.error instanceof Refused && save.error.problem.status === 409;
  return (
    <>
      <div className="save-bar" role="group" aria-label={say('draft.saving')}>
        <Button onClick={editing.store} loading={save.isPending} disabled={!isDirty} aria-keyshortcuts="Control+S">
          {say('draft.save')}
        </Button>
        <Button variant="default" disabled={!editing.canUndo} onClick={editing.undo} aria-keyshortcuts="Control+Z">
          {say('draft.undo')}
        </Button>
        <Button
          variant="default"
          disabled={!editing.canRedo}
          onClick={editing.redo}
          aria-keyshortcuts="Control+Shift+Z"
        >
          {say('draft.redo')}
        </Button>
        <span role="status" className="row">
          <Sign name={isDirty ? 'ring' : 'tick'} />
          {say(isDirty ? 'draft.unsaved' : 'draft.saved', { revision: editing.revision })}
        </span>
        <a href={fileAddress(draft.content.name, { draft: draft.id })} download>
          {say('draft.download')}
        </a>
        <Button ref={discard} variant="default" aria-expanded={isAsking} onClick={() => setAsking(!isAsking)}>
          {say('draft.discard')}
        </Button>
      </div>
      {isAsking && (
        <Discard
          draft={draft}
          onKeep={() => {
            setAsking(false);
            discard.current?.focus();
          }}
        />
      )}
      {editing.wasKept && isDirty && (
        <NoticeBox
          tone="info"
          title={say('draft.was-kept')}
          actions={
            <Button variant="default" size="compact-sm" onClick={() => void editing.drop()}>
              {say('draft.drop')}
            </Button>
          }
        />
      )}
      {(isOvertaken || editing.isBehind) && <Overtaken editing={editing} draft={draft} />}
      {save.error && !isOvertaken && isPassing(save.error) && (
        <NoticeBox tone="warn" announce title={say('draft.not-sent')}>
          <p>{say('draft.not-sent.text')}</p>
        </NoticeBox>
      )}
      {save.error && !isOvertaken && !isPassing(save.error) && <Failed error={save.error} />}
    </>
  );
}

function Overtaken({ editing, draft }: Props) {
  const { say } = useWords();
  const navigate = useNavigate();
  const told = (editing.save.error instanceof Refused ? editing.save.error.problem : undefined) as
    { savedBy?: Person; savedAt?: string } | undefined;
  const by = nameOf(told?.savedBy ?? draft.savedBy);
  const at = told?.savedAt ?? draft.savedAt;
  const box = useRef<HTMLDivElement>(null);
  const wasRefused = told !== undefined;
  useEffect(() => {
    if (wasRefused) box.current?.focus();
  }, [wasRefused]);
  const copy = useMutation({
    mutationFn: () =>
      call<Draft>(`/rules/${draft.content.name}/drafts/${draft.id}?as=copy`, {
        method: 'PUT',
        body: {
          title: say('draft.copy-of', { title: editing.title })
            .replace(/[\u2068\u2069]/g, '')
            .slice(0, 200),
          content: editing.content,
          revision: editing.revision,
        },
      }),
    onSuccess: (made) => {
      forget(draft.id);
      void navigate({ to: '/rules/$set/drafts/$draft', params: { set: draft.content.name, draft: made.id } });
    },
  });
  return (
    <NoticeBox
      ref={box}
      tone="bad"
      announce
      title={say('draft.overtaken')}
      actions={
        <>
          <Button onClick={() => copy.mutate()} loading={copy.isPending}>
            {say('draft.copy')}
          </Button>
          <Button variant="default" onClick={() => void editing.drop()}>
            {say('draft.take-theirs')}
          </Button>
        </>
      }
    >
      <p>
        {say('draft.overtaken.by')} <Name>{by}</Name> · <When at={at} />
      </p>
      <p>{say('draft.overtaken.text')}</p>
      {copy.error && <Failed error={copy.error} />}
    </NoticeBox>
  );
}
