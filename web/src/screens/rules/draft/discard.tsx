// Puts a draft away for everybody, once it was asked whether that is meant.
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { call } from '../../../http/call.ts';
import { useWords } from '../../../i18n/words.ts';
import { Failed } from '../../../parts/answer.tsx';
import { NoticeBox } from '../../../parts/notice.tsx';
import { forget } from '../../../rulebook/kept.ts';
import type { Draft } from '../../../rulebook/types.ts';

export function Discard({ draft, onKeep }: { draft: Draft; onKeep: () => void }) {
  const { say } = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const set = draft.content.name;
  const discard = useMutation({
    mutationFn: () => call(`/rules/${set}/drafts/${draft.id}`, { method: 'DELETE' }),
    onSuccess: async () => {
      forget(draft.id);
      await navigate({ to: '/rules/$set', params: { set } });
      await client.invalidateQueries({ queryKey: ['rule-drafts'] });
    },
  });
  return (
    <NoticeBox
      ref={box}
      tone="warn"
      title={say('draft.discard.sure')}
      actions={
        <>
          <Button color="rust" loading={discard.isPending} onClick={() => discard.mutate()}>
            {say('draft.discard.yes')}
          </Button>
          <Button variant="default" onClick={onKeep}>
            {say('draft.discard.no')}
          </Button>
        </>
      }
    >
      <p>{say('draft.discard.text')}</p>
      {discard.error && <Failed error={discard.error} />}
    </NoticeBox>
  );
}
