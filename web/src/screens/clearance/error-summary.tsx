// All that must be mended, on top of the page and in focus; each line leads to its field.
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useWords } from '../../i18n/words.ts';
import { NoticeBox } from '../../parts/notice.tsx';
import { fieldId, stepOf } from './problems.ts';
import type { Mistake } from './problems.ts';

/** `steps`: the form is spread over pages, so a line may have to change the page first. */
export function ErrorSummary({ mistakes, steps }: { mistakes: Mistake[]; steps: boolean }) {
  const { say } = useWords();
  const navigate = useNavigate();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (mistakes.length === 0) return;
    box.current?.focus();
    box.current?.scrollIntoView({ block: 'center' });
  }, [mistakes]);
  if (mistakes.length === 0) return null;
  const go = async (path: string) => {
    if (steps) await navigate({ to: '/clearances/new', search: { step: stepOf(path) } });
    setTimeout(
      () =>
        (
          document.getElementById(fieldId(path)) ?? document.querySelector<HTMLElement>('main input, main select')
        )?.focus(),
      60,
    );
  };
  return (
    <NoticeBox ref={box} tone="bad" announce title={say('mistakes.title')}>
      <ul className="reasons">
        {mistakes.map(({ path, message }) => (
          <li key={path + message}>
            <a
              href={`#${fieldId(path)}`}
              onClick={(event) => {
                event.preventDefault();
                void go(path);
              }}
            >
              {message}
            </a>
          </li>
        ))}
      </ul>
    </NoticeBox>
  );
}

export const mistakeAt = (mistakes: Mistake[], path: string): string | undefined =>
  mistakes.find((one) => one.path === path)?.message;
