// The rule sets in force, with the drafts that stand beside each.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Refused } from '../../http/call.ts';
import { ruleSets } from '../../http/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { Answer, Empty } from '../../parts/answer.tsx';
import { Page } from '../../parts/page.tsx';
import { drafts } from '../../rulebook/queries.ts';
import { DraftList } from './draft-list.tsx';
import './rules.css';

export function Rules() {
  const { say, word, has } = useWords();
  const reading = useQuery(ruleSets);
  return (
    <Page title={say('rules.title')}>
      <p>{say('rules.text')}</p>
      <Answer of={reading}>
        {(sets) => (
          <>
            {sets.length === 0 && <Empty title={say('rules.none')} />}
            {sets.map((set) => (
              <section key={set.name} className="panel" aria-label={set.title}>
                <h2>
                  <Link to="/rules/$set" params={{ set: set.name }}>
                    <bdi>{has('process', set.name) ? word('process', set.name) : set.title}</bdi>
                  </Link>
                </h2>
                <p className="dim">{say('rules.in-force', { version: set.version })}</p>
                <Drafts set={set.name} />
              </section>
            ))}
          </>
        )}
      </Answer>
    </Page>
  );
}

/** Those who do not work on rules see the rules only. */
function Drafts({ set }: { set: string }) {
  const { say } = useWords();
  const reading = useQuery(drafts(set));
  if (reading.error instanceof Refused && reading.error.problem.status === 403) return null;
  return (
    <>
      <h3>{say('drafts.title')}</h3>
      <Answer of={reading}>
        {(all) => <DraftList set={set} drafts={all.filter(({ state }) => state === 'open' || state === 'submitted')} />}
      </Answer>
    </>
  );
}
