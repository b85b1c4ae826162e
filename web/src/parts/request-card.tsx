// One trip in a list: where, when, how it stands and who has it.
import { Link } from '@tanstack/react-router';
import type { RequestSummary } from '../http/types.ts';
import { useWords } from '../i18n/words.ts';
import { StateTag, UrgentTag } from './tags.tsx';
import { Arrow, Name, Names, When } from './text.tsx';

export const areaNames = (request: RequestSummary): string[] => [...new Set(request.areas.map(({ name }) => name))];

export function RequestCard({ request }: { request: RequestSummary }) {
  const { say, word } = useWords();
  const next = request.waitingFor[0];
  return (
    <article className="card">
      <div className="row between">
        <Link to="/requests/$id" params={{ id: request.id }} className="card-link">
          {areaNames(request).map((name, index) => (
            <span key={name}>
              {index > 0 && <Arrow />}
              <Name>{name}</Name>
            </span>
          ))}
          {request.areas.length === 0 && word('process', request.process)}
        </Link>
        <span className="row">
          {request.urgent && <UrgentTag />}
          <StateTag state={request.state} />
        </span>
      </div>
      <p className="dim">
        <bdi>{request.reference}</bdi> · <Name>{request.subject.name}</Name>
      </p>
      {request.departsAt && (
        <p>
          {say('departs')}{' '}
          <When at={request.departsAt} {...(request.areas[0] ? { zone: request.areas[0].zone } : {})} />
        </p>
      )}
      {next && (
        <p>
          {say('with')} <Names of={next.holders} /> <span className="dim">({word('authority', next.authority)})</span>
          {next.dueAt && (
            <>
              {' · '}
              {say('until')} <When at={next.dueAt} />
            </>
          )}
        </p>
      )}
    </article>
  );
}
