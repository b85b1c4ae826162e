// The rule sets in force.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ruleSets } from '../../http/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { Answer, Empty } from '../../parts/answer.tsx';
import { Page } from '../../parts/page.tsx';

export function Rules() {
  const { say } = useWords();
  const reading = useQuery(ruleSets);
  return (
    <Page title={say('rules.title')}>
      <p>{say('rules.text')}</p>
      <Answer of={reading}>
        {(sets) => (
          <>
            {sets.length === 0 && <Empty title={say('rules.none')} />}
            <ul className="rows">
              {sets.map((set) => (
                <li key={set.name}>
                  <Link className="card" to="/rules/$set" params={{ set: set.name }}>
                    <strong>
                      <bdi>{set.title}</bdi>
                    </strong>
                    <span className="dim">{say('rules.version', { name: set.name, version: set.version })}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </>
        )}
      </Answer>
    </Page>
  );
}
