// Each stop of the request: state, reasons in words, conditions, who decided, what was said before.
import type { Part, Request } from '../../http/types.ts';
import { useWords } from '../../i18n/words.ts';
import { History } from '../../parts/history.tsx';
import { RiskTag, StateTag } from '../../parts/tags.tsx';
import { Conditions, Day, Name, Names, Place, Reasons, Stay, When } from '../../parts/text.tsx';

const granted = ['cleared', 'cleared-with-conditions'];

export function Stops({ request }: { request: Request }) {
  const isAway = ['in-travel', 'overstay'].includes(request.state);
  return request.parts.map((part) => (
    <Stop
      key={part.id}
      part={part}
      // While a longer stay is being decided the clearance he has stands.
      stands={granted.includes(part.state) || (isAway && part.state === 'waiting' && part.decidedBy !== null)}
    />
  ));
}

function Stop({ part, stands }: { part: Part; stands: boolean }) {
  const { say, word } = useWords();
  const title = part.area ? part.area.name : word('subject', part.subject);
  return (
    <section className="panel" aria-label={title}>
      <div className="row between">
        <h3>
          {part.stop !== null && `${part.stop}. `}
          {part.area ? <Place area={part.area} /> : title}
          {part.area &&
            part.subject !== 'traveller' &&
            part.subject !== 'stop' &&
            ` · ${word('subject', part.subject)}`}
        </h3>
        <span className="row">
          {part.area && <RiskTag risk={part.area.presentRisk} />}
          <StateTag state={part.state} />
        </span>
      </div>
      {part.area && part.arrive && part.depart && (
        <p>
          <Stay arrive={part.arrive} depart={part.depart} zone={part.area.zone} />
          {part.nights !== null && <span className="dim"> · {say('nights', { count: part.nights })}</span>}
        </p>
      )}
      {part.until && stands && (
        <p>
          {say('stop.until')} <Day date={part.until} />
        </p>
      )}
      {part.waitingFor && (
        <p>
          {say('tracker.with')} <Names of={part.waitingFor.holders} />{' '}
          <span className="dim">({word('authority', part.waitingFor.authority)})</span>
          {part.waitingFor.dueAt && (
            <>
              {' · '}
              {say('until')} <When at={part.waitingFor.dueAt} {...(part.area ? { zone: part.area.zone } : {})} />
            </>
          )}
          {part.waitingFor.moved && ` · ${say('escalated')}`}
        </p>
      )}
      {granted.includes(part.state) && !part.decidedBy && <p>{say('tracker.rules')}</p>}
      {part.decidedBy && (
        <p>
          {say('decided-by')} <Name>{part.decidedBy.holder.name}</Name> · {word('authority', part.decidedBy.authority)}
          {part.decidedBy.instrument && (
            <>
              {' · '}
              {say('instrument')} <bdi>{part.decidedBy.instrument}</bdi>
            </>
          )}
        </p>
      )}
      {part.exemption && (
        <p>
          {say('exemption')} <bdi>{part.exemption}</bdi>
        </p>
      )}
      {part.reasons.length > 0 && <h4>{say('case.reasons')}</h4>}
      <Reasons codes={part.reasons} />
      {part.conditions.length > 0 && <h4>{say('conditions')}</h4>}
      <Conditions of={part.conditions} />
      {part.history.length > 0 && (
        <details>
          <summary>{say('stop.history', { count: part.history.length })}</summary>
          <History of={part.history} />
        </details>
      )}
    </section>
  );
}
