// A part of a page that is loaded when it is first shown; when it cannot be, that is said in its place and all around it stays.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { Unreachable } from '../http/call.ts';
import { useWords } from '../i18n/words.ts';
import { Loading } from './answer.tsx';
import { NoticeBox } from './notice.tsx';

export function later<P extends object>(name: string, load: () => Promise<ComponentType<P>>) {
  const queryFn = () =>
    load().catch((): never => {
      throw new Unreachable();
    });
  return function Later(props: P) {
    const { say } = useWords();
    const reading = useQuery({ queryKey: ['part', name], queryFn, staleTime: 'static', gcTime: Infinity });
    const { data: Part, error } = reading;
    if (Part) return <Part {...props} />;
    if (!error) return <Loading />;
    return (
      <NoticeBox
        tone="warn"
        announce
        title={say('part.failed')}
        actions={
          <>
            <Button variant="default" loading={reading.isFetching} onClick={() => void reading.refetch()}>
              {say('try-again')}
            </Button>
            <Button variant="default" onClick={() => location.reload()}>
              {say('reload')}
            </Button>
          </>
        }
      >
        <p>{say('part.failed.text')}</p>
      </NoticeBox>
    );
  };
}
