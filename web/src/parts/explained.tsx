// Why: the facts used, the rules that fired and those that did not, each with its source.
import type { ConditionTrace, ExplainedRule, PartExplanation } from '../http/types.ts';
import { useWords } from '../i18n/words.ts';
import { ResultTag } from './tags.tsx';
import { Arrow, Name } from './text.tsx';

export function Explained({ part }: { part: PartExplanation }) {
  const { say, word, has } = useWords();
  const fired = part.rules.filter(({ result }) => result === 'fired' || result === 'undecided');
  const others = part.rules.filter(({ result }) => result === 'not-fired' || result === 'out-of-scope');
  return (
    <div className="explained">
      <p>
        {say('why.outcome', {
          outcome: word('verdict', part.outcome),
          set: has('process', part.ruleSet.name) ? word('process', part.ruleSet.name) : part.ruleSet.name,
          version: part.ruleSet.version,
        })}
      </p>
      {part.route.length > 0 && (
        <p>
          {say('why.route')}{' '}
          {part.route.map(({ authority, mode }, index) => (
            <span key={authority + mode}>
              {index > 0 && <Arrow />}
              {word('authority', authority)} ({word('mode', mode)})
            </span>
          ))}
        </p>
      )}
      <h4>{say('why.fired')}</h4>
      {fired.length === 0 && <p className="dim">{say('why.fired.none')}</p>}
      <Rules of={fired} facts={part.facts} />
      <details>
        <summary>{say('why.others', { count: others.length })}</summary>
        <Rules of={others} facts={part.facts} />
      </details>
      <details>
        <summary>{say('why.facts', { count: part.facts.length })}</summary>
        <div
          className="table-wrap"
          role="region"
          tabIndex={0}
          aria-label={say('why.facts', { count: part.facts.length })}
        >
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('why.fact')}</th>
                <th scope="col">{say('why.value')}</th>
                <th scope="col">{say('why.from')}</th>
              </tr>
            </thead>
            <tbody>
              {part.facts.map((fact) => (
                <tr key={fact.name}>
                  <th scope="row">
                    <bdi>{fact.title}</bdi>
                  </th>
                  <td>
                    <Value of={fact.value} />
                  </td>
                  <td className="dim">
                    <bdi>{fact.from}</bdi>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </div>
  );
}

export function Rules({ of, facts }: { of: ExplainedRule[]; facts: { name: string; title: string }[] }) {
  const { say } = useWords();
  const titles = new Map(facts.map(({ name, title }) => [name, title]));
  return (
    <ul className="rules">
      {of.map((rule) => (
        <li key={rule.rule}>
          <div className="row between">
            <strong>
              <bdi>{rule.title}</bdi>
            </strong>
            <ResultTag result={rule.result} />
          </div>
          <p dir="auto">{rule.sentence}</p>
          <p className="dim">
            {say('source')} <Name>{rule.source}</Name>
          </p>
          {isTrace(rule.when) && (
            <details>
              <summary>{say('why.tests')}</summary>
              <ul className="trace">
                <Trace of={rule.when} titles={titles} />
              </ul>
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}

const isTrace = (when: unknown): when is ConditionTrace =>
  typeof when === 'object' && when !== null && 'result' in when;

function Trace({ of, titles }: { of: ConditionTrace; titles: Map<string, string> }) {
  const { say, word } = useWords();
  if ('fact' in of) {
    return (
      <li className={`trace-${of.result}`}>
        <bdi>{titles.get(of.fact) ?? of.fact}</bdi> {word('field', of.is)}{' '}
        {of.value !== undefined && <Value of={of.value} />} {' — '}
        {say('why.found')} <Value of={of.found} />, <strong>{say(`trace.${of.result}`)}</strong>
      </li>
    );
  }
  const inner = 'all' in of ? of.all : 'any' in of ? of.any : [of.not];
  return (
    <li>
      {say('all' in of ? 'trace.all' : 'any' in of ? 'trace.any' : 'trace.not')}
      <ul>
        {inner.map((one, index) => (
          <Trace key={index} of={one} titles={titles} />
        ))}
      </ul>
    </li>
  );
}

export function Value({ of }: { of: unknown }) {
  const { say, has, word } = useWords();
  if (of === null || of === undefined) return <em>{say('why.unknown')}</em>;
  if (typeof of === 'boolean') return <bdi>{say(of ? 'yes' : 'no')}</bdi>;
  if (Array.isArray(of)) return <bdi>{of.length === 0 ? '–' : of.map(String).join(', ')}</bdi>;
  const text = typeof of === 'string' ? of : JSON.stringify(of);
  return <bdi>{has('risk', text) ? word('risk', text) : text}</bdi>;
}
