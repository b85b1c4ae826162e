// The whole trip in a table, the stop in question marked. Roles are spelled out: stacked on narrow screens it stays a table.
import type { Request } from '../../http/types.ts';
import { useWords } from '../../i18n/words.ts';
import { RiskTag, StateTag } from '../../parts/tags.tsx';
import { Names, Place, Stay } from '../../parts/text.tsx';

export function CaseStops({ request, current }: { request: Request; current: string | null }) {
  const { say, word } = useWords();
  return (
    <div className="table-wrap" role="region" tabIndex={0} aria-label={say('case.stops')}>
      <table className="table stacked" role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">
              {say('stop')}
            </th>
            <th scope="col" role="columnheader">
              {say('stay')}
            </th>
            <th scope="col" role="columnheader">
              {say('risk.short')}
            </th>
            <th scope="col" role="columnheader">
              {say('state')}
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {request.parts.map((part) => (
            <tr role="row" key={part.id} className={part.area?.id === current ? 'current' : ''}>
              <th scope="row" role="rowheader">
                {part.area ? <Place area={part.area} /> : word('subject', part.subject)}
                {part.area && part.subject !== 'stop' && part.subject !== 'traveller' && (
                  <div className="dim">{word('subject', part.subject)}</div>
                )}
              </th>
              <td role="cell" data-label={say('stay')}>
                {part.area && part.arrive && part.depart && (
                  <Stay arrive={part.arrive} depart={part.depart} zone={part.area.zone} />
                )}
              </td>
              <td role="cell" data-label={say('risk.short')}>
                {part.area && <RiskTag risk={part.area.presentRisk} />}
              </td>
              <td role="cell" data-label={say('state')}>
                <StateTag state={part.state} />
                {part.waitingFor && (
                  <div className="dim">
                    <Names of={part.waitingFor.holders} />
                  </div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
