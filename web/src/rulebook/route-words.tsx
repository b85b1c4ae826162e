// What the rules come to for people: outcome, who is asked in order, conditions, reasons.
import { useWords } from '../i18n/words.ts';
import { Arrow, Conditions, Reasons } from '../parts/text.tsx';
import type { Route } from './types.ts';

export function RouteWords({ route }: { route: Partial<Route> & Pick<Route, 'outcome'> }) {
  const { say, word } = useWords();
  const asks = route.stages?.flatMap((stage) => stage.asks) ?? [];
  return (
    <div className="route">
      <p>
        <strong>{word('verdict', route.outcome)}</strong>
      </p>
      {asks.length > 0 && (
        <p>
          {say('why.route')}{' '}
          {asks.map(({ authority, mode, of }, index) => (
            <span key={index}>
              {index > 0 && <Arrow />}
              {of && of !== 'area'
                ? say(`sentence.of.${of}`, { authority: word('authority', authority) })
                : word('authority', authority)}{' '}
              ({word('mode', mode)})
            </span>
          ))}
        </p>
      )}
      {(route.informs?.length ?? 0) > 0 && (
        <p className="dim">
          {say('route.told', {
            list: route.informs?.map(({ authority }) => word('authority', authority)).join(', ') ?? '',
          })}
        </p>
      )}
      <Conditions of={route.conditions ?? []} />
      <Reasons codes={route.reasons ?? []} />
    </div>
  );
}
