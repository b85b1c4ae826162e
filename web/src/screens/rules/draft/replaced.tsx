// What a change would take the place of where and when it is to begin: compared with each of those versions, and what it would cancel.
import { useQuery } from '@tanstack/react-query';
import { useTimes } from '../../../i18n/time.ts';
import { useWords } from '../../../i18n/words.ts';
import { Answer } from '../../../parts/answer.tsx';
import { NoticeBox } from '../../../parts/notice.tsx';
import { When } from '../../../parts/text.tsx';
import { replaced } from '../../../rulebook/queries.ts';
import type { Draft, Example, Replaced, RuleSet, Where } from '../../../rulebook/types.ts';
import { startOf, useChosen, whereOf } from './chosen.ts';
import type { Chosen } from './chosen.ts';
import { ComparePanel } from './compare-panel.tsx';

type Named = { placeName: string | null };

/** The places, as a list in the reader's language. */
export function usePlaceNames() {
  const { say } = useWords();
  const times = useTimes();
  return (places: readonly Named[]) =>
    times.list([...new Set(places.map(({ placeName }) => placeName ?? say('change.everywhere')))]);
}

/** Each version once, with where it stands; the one in force first, then those published ahead. */
export function versionsIn(all: readonly Replaced[]): { version: number; places: Replaced[] }[] {
  const numbers = [
    ...all.map(({ version }) => version),
    ...all.flatMap(({ scheduled }) => scheduled.map(({ version }) => version)),
  ].filter((one) => one !== null);
  return [...new Set(numbers)].map((version) => ({
    version,
    places: all.filter((one) => one.version === version || one.scheduled.some((later) => later.version === version)),
  }));
}

type Props = { set: RuleSet; draft: Draft; chosen?: Chosen; onTry?: (example: Example) => void };

/** Against what stands at the places and the start chosen for the draft. */
export function ReplacedPanel({ set, draft, chosen: given, onTry }: Props) {
  const [typed] = useChosen(draft);
  const chosen = given ?? typed;
  return (
    <Against
      set={set}
      where={whereOf(chosen)}
      from={startOf(chosen)}
      isToldElsewhere={given !== undefined}
      {...(onTry ? { onTry } : {})}
    />
  );
}

type AgainstProps = Pick<Props, 'set' | 'onTry'> & {
  where: Where;
  from?: string | undefined;
  /** What would be cancelled is told beside it. */
  isToldElsewhere?: boolean;
};

export function Against({ set, where, from, isToldElsewhere = false, onTry }: AgainstProps) {
  const { say } = useWords();
  const names = usePlaceNames();
  const reading = useQuery(replaced(set.name, where, from));
  return (
    <Answer of={reading}>
      {(all) => (
        <>
          {!isToldElsewhere && <Cancelled of={all} />}
          {versionsIn(all).map(({ version, places }) => (
            <section key={version}>
              <h2 className="spaced">{say('compare.against', { version, places: names(places) })}</h2>
              <ComparePanel set={set} base={version} {...(onTry ? { onTry } : {})} />
            </section>
          ))}
        </>
      )}
    </Answer>
  );
}

/** Versions published already that the change would keep from coming in force. */
export function Cancelled({ of }: { of: readonly Replaced[] }) {
  const { say } = useWords();
  const names = usePlaceNames();
  const ones = of.flatMap((place) => place.scheduled.map((one) => ({ ...one, place })));
  if (ones.length === 0) return null;
  return (
    <NoticeBox tone="warn" title={say('replaced.cancels', { count: ones.length })}>
      <ul className="reasons">
        {ones.map(({ version, from, place }) => (
          <li key={`${place.place} ${version} ${from}`}>
            {say('replaced.scheduled', { version, place: names([place]) })} <When at={from} relative={false} />
          </li>
        ))}
      </ul>
    </NoticeBox>
  );
}
