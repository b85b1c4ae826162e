// What would happen if the request were sent now: what is missing and which rule asks for it, and who decides.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Refused, call } from '../../http/call.ts';
import type { ClearanceForm, Preflight } from '../../http/types.ts';
import { useWords } from '../../i18n/words.ts';
import { Answer } from '../../parts/answer.tsx';
import { NoticeBox } from '../../parts/notice.tsx';
import { RiskTag } from '../../parts/tags.tsx';
import { Name, Names, Place, Reasons } from '../../parts/text.tsx';
import { stepOf } from './problems.ts';
import type { Mistake } from './problems.ts';

export const usePreflight = (form: ClearanceForm, enabled: boolean) =>
  useQuery({
    queryKey: ['preflight', form],
    queryFn: ({ signal }) =>
      call<Preflight>('/requests/preflight', { method: 'POST', body: { process: 'travelClearance', form }, signal }),
    enabled,
    staleTime: 0,
  });

type Props = { reading: ReturnType<typeof usePreflight>; mistakes: Mistake[] };

/** What the form itself lacks is told first, in its own words; only a whole form is put before the rules. */
export function PreflightStep({ reading, mistakes }: Props) {
  const { say } = useWords();
  if (mistakes.length > 0)
    return (
      <NoticeBox tone="bad" title={say('preflight.refused')}>
        <ul className="reasons">
          {mistakes.map(({ path, message }) => (
            <li key={path + message}>
              <Link to="/clearances/new" search={{ step: stepOf(path) }}>
                {message}
              </Link>
            </li>
          ))}
        </ul>
      </NoticeBox>
    );
  const unread = reading.error instanceof Refused ? (reading.error.problem.errors ?? []) : [];
  return (
    <div aria-live="polite">
      {unread.length > 0 ? (
        <NoticeBox tone="bad" title={say('preflight.refused')}>
          <Remarks of={unread} />
        </NoticeBox>
      ) : (
        <Answer of={reading}>{(preflight) => <Shown preflight={preflight} />}</Answer>
      )}
    </div>
  );
}

function Shown({ preflight }: { preflight: Preflight }) {
  const { say } = useWords();
  const hasMissing = preflight.parts.some(
    ({ missing, outcome }) => missing.length > 0 || outcome === 'return' || outcome === 'deny',
  );
  return (
    <>
      {!preflight.ok && (
        <NoticeBox tone="bad" title={say('preflight.refused')}>
          <Remarks of={preflight.problems} />
        </NoticeBox>
      )}
      {preflight.ok && hasMissing && (
        <NoticeBox tone="warn" title={say('preflight.missing')}>
          <p>{say('preflight.missing.text')}</p>
        </NoticeBox>
      )}
      {preflight.ok && !hasMissing && <NoticeBox tone="good" title={say('preflight.good')} />}
      {preflight.warnings.length > 0 && (
        <NoticeBox tone="warn" title={say('preflight.warnings')}>
          <Remarks of={preflight.warnings} />
        </NoticeBox>
      )}
      {preflight.parts.map((part) => (
        <PartAhead key={part.ordinal} part={part} />
      ))}
    </>
  );
}

function Remarks({ of }: { of: Preflight['problems'] }) {
  const { say, word, has } = useWords();
  return (
    <ul className="reasons">
      {of.map(({ path, code, message }) => (
        <li key={path + code}>
          {/^stops\.\d/.test(path) && `${say('stop.number', { number: Number(path.split('.')[1]) + 1 })}: `}
          <Link to="/clearances/new" search={{ step: stepOf(path) }}>
            {has('problem', code) ? word('problem', code) : has('reason', code) ? word('reason', code) : message}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function PartAhead({ part }: { part: Preflight['parts'][number] }) {
  const { say, word } = useWords();
  return (
    <section className="panel">
      <div className="row between">
        <h2>
          {part.stop !== null && `${part.stop}. `}
          {part.area ? <Place area={part.area} /> : word('subject', part.subject)}
        </h2>
        {part.area && <RiskTag risk={part.area.presentRisk} />}
      </div>
      <p>
        <strong>{word('verdict', part.outcome)}</strong>
      </p>
      {part.missing.length > 0 && (
        <>
          <h3>{say('preflight.lacking')}</h3>
          <ul className="reasons">
            {part.missing.map(({ code, items }) => (
              <li key={code}>
                {word('reason', code)}
                {items.length > 0 && (
                  <>
                    {': '}
                    <bdi>{items.join(', ')}</bdi>
                  </>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {part.reasons.length > 0 && (
        <>
          <h3>{say('case.reasons')}</h3>
          <Reasons codes={part.reasons} />
        </>
      )}
      {part.decides.length > 0 && (
        <>
          <h3>{say('preflight.decides')}</h3>
          <ul className="reasons">
            {part.decides.map(({ authority, mode, holders }) => (
              <li key={authority + mode}>
                {word('authority', authority)} · {word('mode', mode)}
                {holders.length > 0 && (
                  <>
                    {': '}
                    <Names of={holders} />
                  </>
                )}
              </li>
            ))}
          </ul>
          <p className="dim">{say('preflight.time')}</p>
        </>
      )}
      {part.rules.length > 0 && (
        <details>
          <summary>{say('preflight.rules', { count: part.rules.length })}</summary>
          <ul className="reasons">
            {part.rules.map(({ rule, title, source }) => (
              <li key={rule}>
                <bdi>{title}</bdi>{' '}
                <span className="dim">
                  ({say('source')} <Name>{source}</Name>)
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
