// Names, moments and lists of codes as they appear in running pages.
import { useNow, useTimes } from '../i18n/time.ts';
import { useWords } from '../i18n/words.ts';
import type { AreaRef, Condition, Ref } from '../http/types.ts';

/** A name keeps its own direction, whatever the page's. */
export const Name = ({ children }: { children: string }) => <bdi>{children}</bdi>;

export function Names({ of }: { of: Ref[] }) {
  return of.map((person, index) => (
    <span key={person.id}>
      {index > 0 && <span>{' · '}</span>}
      <Name>{person.name}</Name>
    </span>
  ));
}

export function Place({ area }: { area: AreaRef }) {
  return <Name>{`${area.name}, ${area.countryName}`}</Name>;
}

/** "in 3 h", then the moment itself with its zone. */
export function When({ at, zone, relative = true }: { at: string; zone?: string; relative?: boolean }) {
  const times = useTimes();
  const now = useNow();
  return (
    <time dateTime={at}>
      {relative && <strong className="ago">{times.ago(at, now)}</strong>}
      {relative && ' · '}
      <bdi>{times.at(at, zone)}</bdi>
    </time>
  );
}

/** From when to when, by the clocks of the area; its zone is named once. */
export function Stay({ arrive, depart, zone }: { arrive: string; depart: string; zone: string }) {
  const times = useTimes();
  return (
    <span>
      <bdi className="whole-line">{times.wall(arrive)}</bdi> – <bdi className="whole-line">{times.wall(depart)}</bdi>{' '}
      <bdi className="zone">{zone}</bdi>
    </span>
  );
}

/** A calendar date of a place. */
export function Day({ date }: { date: string }) {
  const times = useTimes();
  return (
    <time dateTime={date}>
      <bdi>{times.day(date)}</bdi>
    </time>
  );
}

/** Points the way of reading: screen readers hear the words around it. */
export const Arrow = () => (
  <span className="arrow" aria-hidden="true">
    {' → '}
  </span>
);

export function Reasons({ codes }: { codes: string[] }) {
  const { word } = useWords();
  if (codes.length === 0) return null;
  return (
    <ul className="reasons">
      {codes.map((code) => (
        <li key={code}>{word('reason', code)}</li>
      ))}
    </ul>
  );
}

export function Conditions({ of }: { of: Condition[] }) {
  const { word, say } = useWords();
  if (of.length === 0) return null;
  return (
    <ul className="reasons">
      {of.map(({ code, due }) => (
        <li key={code}>
          {word('condition', code)}
          {due === 'before-departure' && ` (${say('due.before-departure')})`}
          {due === 'on-arrival' && ` (${say('due.on-arrival')})`}
        </li>
      ))}
    </ul>
  );
}

export const nameOf = (given: Ref | string | null | undefined): string =>
  typeof given === 'string' ? given : (given?.name ?? '');
