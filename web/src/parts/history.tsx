// Decisions and opinions so far, oldest first, with who gave them and under which instrument.
import type { AreaRef, HistoryEntry } from '../http/types.ts';
import { useWords } from '../i18n/words.ts';
import { Conditions, Name, When } from './text.tsx';

export function History({ of }: { of: (HistoryEntry & { area?: AreaRef | null })[] }) {
  const { say, word } = useWords();
  return (
    <ol className="history">
      {of.map((entry, index) => (
        <li key={index}>
          <p>
            <strong>{word('decided', entry.outcome)}</strong>
            {entry.kind === 'opinion' && ` (${say('opinion')})`}
            {entry.area && (
              <>
                {' · '}
                <Name>{entry.area.name}</Name>
              </>
            )}
          </p>
          <p>
            <Name>{entry.holder.name}</Name> · {word('authority', entry.authority)}
            {entry.instrument && (
              <>
                {' · '}
                {say('instrument')} <bdi>{entry.instrument}</bdi>
              </>
            )}
          </p>
          {entry.reason && (
            <blockquote>
              <bdi>{entry.reason}</bdi>
            </blockquote>
          )}
          <Conditions of={entry.conditions} />
          <p className="dim">
            <When at={entry.at} />
          </p>
        </li>
      ))}
    </ol>
  );
}
