// What judging live requests again by the saved draft would change, told before it is sent.
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../../i18n/words.ts';
import { Answer } from '../../../parts/answer.tsx';
import { ask } from '../../../rulebook/queries.ts';
import type { Draft, Impact } from '../../../rulebook/types.ts';
import { ImpactWords } from './impact-panel.tsx';

type Props = { draft: Draft; revision: number; countries: string[]; areas: string[] };
/** As far back as it may be asked: a request may stay live for years. */
const days = 3650;

export function LivePreview({ draft, revision, countries, areas }: Props) {
  const { say } = useWords();
  const places = { ...(countries.length > 0 ? { countries } : {}), ...(areas.length > 0 ? { areas } : {}) };
  const found = useQuery({
    queryKey: ['rule-live-impact', draft.id, revision, places],
    queryFn: ({ signal }) =>
      ask<Impact>(draft.content.name, 'impact', { ref: { draft: draft.id }, days, live: true, ...places }, signal),
    retry: false,
  });
  return (
    <section aria-label={say('impact.live')} className="wide-field">
      <h2>{say('impact.live')}</h2>
      <Answer of={found}>{(impact) => <ImpactWords of={impact} isLive />}</Answer>
    </section>
  );
}
