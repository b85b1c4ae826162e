// A refusal; for who must prove again who he is, with the way to a fresh sign-in and back to this very place.
import { Button } from '@mantine/core';
import { codeOf } from '../http/call.ts';
import { useWords } from '../i18n/words.ts';
import { Failed } from '../parts/answer.tsx';
import { NoticeBox } from '../parts/notice.tsx';

/** @param at the place on the page to come back to */
export function RefusedHere({ error, at }: { error: Error; at: string }) {
  const { say, word } = useWords();
  if (codeOf(error) !== 'step-up-required') return <Failed error={error} />;
  const back = encodeURIComponent(`${location.pathname}${location.search}#${at}`);
  return (
    <NoticeBox
      tone="warn"
      announce
      title={word('problem', 'step-up-required')}
      actions={
        <Button component="a" href={`/api/v1/auth/login?again=1&return=${back}`}>
          {say('case.sign-in-again')}
        </Button>
      }
    />
  );
}

/** Whether the reader has just come back there from signing in again. */
export const isBackAt = (at: string): boolean => location.hash === `#${at}`;
