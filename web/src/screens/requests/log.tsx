// Who was told what, what people did, and the cases this one opened.
import { Link } from '@tanstack/react-router';
import type { Request } from '../../http/types.ts';
import { useWords } from '../../i18n/words.ts';
import { Empty } from '../../parts/answer.tsx';
import { Name, When } from '../../parts/text.tsx';

/** Free words an act may carry. */
const spoken = ['reason', 'note', 'report'];

export function Log({ request }: { request: Request }) {
  const { say, word, has } = useWords();
  return (
    <>
      <h2>{say('log.notices')}</h2>
      {request.notified.length === 0 && <Empty title={say('log.notices.none')} />}
      {request.notified.length > 0 && (
        <div className="table-wrap" role="region" tabIndex={0} aria-label={say('log.notices')}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('log.person')}</th>
                <th scope="col">{say('log.what')}</th>
                <th scope="col">{say('log.at')}</th>
              </tr>
            </thead>
            <tbody>
              {request.notified.map((told, index) => (
                <tr key={index}>
                  <th scope="row">
                    <Name>{told.person.name}</Name>
                  </th>
                  <td>{has('notice', told.code) ? word('notice', told.code) : word('reason', told.code)}</td>
                  <td>
                    <When at={told.at} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <h2>{say('log.acts')}</h2>
      {request.log.length === 0 && <Empty title={say('log.acts.none')} />}
      <ul className="plain-list">
        {request.log.map((act, index) => (
          <li key={index}>
            <strong>{word('did', act.verb)}</strong> · <Name>{act.person.name}</Name>
            {spoken
              .map((name) => act.form[name])
              .filter((text) => typeof text === 'string')
              .map((text) => (
                <blockquote key={text}>
                  <bdi>{text}</bdi>
                </blockquote>
              ))}
            <div className="dim">
              <When at={act.at} />
            </div>
          </li>
        ))}
      </ul>
      {request.opened.length > 0 && (
        <>
          <h2>{say('log.opened')}</h2>
          <ul className="plain-list">
            {request.opened.map((other) => (
              <li key={other.id}>
                <Link to="/requests/$id" params={{ id: other.id }}>
                  {word('process', other.process)} <bdi>{other.reference}</bdi>
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
