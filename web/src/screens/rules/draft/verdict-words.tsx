// What the rules said of a case that was tried: verdict, every rule with its tests, and what would change it.
import { useWords } from '../../../i18n/words.ts';
import { Rules } from '../../../parts/explained.tsx';
import { NoticeBox } from '../../../parts/notice.tsx';
import { nameOfSpan, rangeWords } from '../../../rulebook/region.tsx';
import { RouteWords } from '../../../rulebook/route-words.tsx';
import { factTitle, list, sentenceOf } from '../../../rulebook/sentence.ts';
import type { Evaluated, FactDeclaration, RuleSet } from '../../../rulebook/types.ts';

export function VerdictWords({ of, set }: { of: Evaluated; set: Pick<RuleSet, 'facts' | 'rules'> }) {
  const words = useWords();
  const { say } = words;
  const facts = set.facts.map((fact) => ({ name: fact.name, title: factTitle(words, fact) }));
  const rules = of.rules.map((trace) => {
    const rule = set.rules.find(({ id }) => id === trace.rule);
    return rule ? { ...trace, sentence: sentenceOf(words, set, rule) } : trace;
  });
  const spoke = rules.filter(({ result }) => result === 'fired' || result === 'undecided');
  const others = rules.filter(({ result }) => result === 'not-fired' || result === 'out-of-scope');
  return (
    <div aria-live="polite">
      <NoticeBox tone="info" title={say('simulate.verdict')}>
        <RouteWords route={of.verdict} />
        {of.verdict.failure && (
          <p>
            <bdi>{of.verdict.failure}</bdi>
          </p>
        )}
      </NoticeBox>
      {of.whatWouldChange && <Ways of={of.whatWouldChange} facts={set.facts} />}
      <h2>{say('why.fired')}</h2>
      {spoke.length === 0 && <p className="dim">{say('why.fired.none')}</p>}
      <Rules of={spoke} facts={facts} />
      <details>
        <summary>{say('why.others', { count: others.length })}</summary>
        <Rules of={others} facts={facts} />
      </details>
    </div>
  );
}

function Ways({ of, facts }: { of: NonNullable<Evaluated['whatWouldChange']>; facts: readonly FactDeclaration[] }) {
  const words = useWords();
  const { say, word } = words;
  return (
    <>
      <h2>{say('simulate.change')}</h2>
      {of.ways.length === 0 && <p className="dim">{say('simulate.change.none')}</p>}
      <ul className="rules">
        {of.ways.map((way, index) => (
          <li key={index}>
            <p>
              {list(
                words,
                way.changes.map(
                  ({ fact, to, missing }) =>
                    `${nameOfSpan(words, facts, fact)}: ${list(
                      words,
                      [...to.map((one) => rangeWords(words, one)), ...(missing ? [say('why.unknown')] : [])],
                      'or',
                    )}`,
                ),
                'and',
              )}
            </p>
            <p>
              <span className="dim">{say(`simulate.${way.weight}`)}</span>{' '}
              <strong>{word('verdict', way.after.outcome)}</strong>
              {way.after.deciders.length > 0 &&
                ` (${way.after.deciders.map((authority) => word('authority', authority)).join(', ')})`}
            </p>
          </li>
        ))}
      </ul>
      {!of.complete && <p className="dim">{say('simulate.change.cut')}</p>}
    </>
  );
}
