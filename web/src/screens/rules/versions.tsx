// Every version of a set: where and when it is or was in force, who made it and why.
import { Link } from '@tanstack/react-router';
import { useWords } from '../../i18n/words.ts';
import { Tag } from '../../parts/tags.tsx';
import { Name, When } from '../../parts/text.tsx';
import { fileAddress } from '../../rulebook/queries.ts';
import type { Version } from '../../rulebook/types.ts';

const looks = { active: ['tick', 'good'], scheduled: ['clock', 'info'], retired: ['ring', 'plain'] } as const;

export function Versions({ set, versions }: { set: string; versions: Version[] }) {
  const { say } = useWords();
  return (
    <ol className="rules" reversed>
      {versions.map((one) => {
        const [sign, tone] = looks[one.state];
        return (
          <li key={one.version}>
            <div className="row between">
              <strong>{say('version.number', { version: one.version })}</strong>
              <Tag sign={sign} tone={tone}>
                {say(`version.state.${one.state}`)}
              </Tag>
            </div>
            {one.reason && (
              <p>
                <bdi>{one.reason}</bdi>
              </p>
            )}
            <p>
              {one.author && (
                <>
                  {say('version.author')} <Name>{one.author.name}</Name>
                </>
              )}
              {one.publisher && (
                <>
                  {' · '}
                  {say('version.publisher')} <Name>{one.publisher.name}</Name>
                </>
              )}
            </p>
            <ul className="reasons">
              {one.activations.map((period) => (
                <PeriodWords key={`${period.place} ${period.from}`} of={period} version={one} />
              ))}
            </ul>
            <p className="row">
              <a href={fileAddress(set, { version: one.version })} download>
                {say('version.download', { version: one.version })}
              </a>
              {one.case && (
                <Link to="/requests/$id" params={{ id: one.case }}>
                  {say('version.case')}
                </Link>
              )}
            </p>
          </li>
        );
      })}
    </ol>
  );
}

type PeriodProps = { of: Version['activations'][number]; version: Version };

/** Where and from when to when; and of what was put in force again, by whom and why. */
function PeriodWords({ of: { placeName, from, to, state, by, reason }, version }: PeriodProps) {
  const { say } = useWords();
  const isScheduled = state === 'scheduled';
  return (
    <li className={isScheduled ? undefined : 'dim'}>
      {placeName === null ? say('change.everywhere') : <bdi>{placeName}</bdi>}
      {': '}
      {isScheduled && `${say('version.scheduled')} `}
      {from === null ? say('version.from-start') : <When at={from} relative={isScheduled} />}
      {(to !== null || !isScheduled) && ' – '}
      {to !== null ? <When at={to} relative={false} /> : !isScheduled && say('version.open')}
      {by && by.id !== version.publisher?.id && (
        <>
          {' · '}
          {say('version.put-by')} <Name>{by.name}</Name>
        </>
      )}
      {reason && reason !== version.reason && (
        <>
          {' · '}
          <bdi>{reason}</bdi>
        </>
      )}
    </li>
  );
}
