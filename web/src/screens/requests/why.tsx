// Why the request goes the way it goes: rule by rule, for each stop.
import { useQuery } from '@tanstack/react-query';
import { explanation } from '../../http/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { Answer, Empty } from '../../parts/answer.tsx';
import { Explained } from '../../parts/explained.tsx';
import { Place } from '../../parts/text.tsx';

export function Why({ id }: { id: string }) {
  const { say, word } = useWords();
  const reading = useQuery(explanation(id));
  return (
    <Answer of={reading}>
      {({ parts }) => (
        <>
          {parts.length === 0 && <Empty title={say('why.none')} />}
          {parts.map((part) => (
            <section key={part.part} className="panel">
              <h2>{part.area ? <Place area={part.area} /> : word('subject', part.subject)}</h2>
              <Explained part={part} />
            </section>
          ))}
        </>
      )}
    </Answer>
  );
}
