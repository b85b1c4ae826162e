// What the worker compared a submitted change with, and what came of it: the comparison the decision rests on.
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../../i18n/words.ts';
import { Answer, Loading } from '../../../parts/answer.tsx';
import { NoticeBox } from '../../../parts/notice.tsx';
import { When } from '../../../parts/text.tsx';
import type { RuleChange } from '../../../parts/rule-change.tsx';
import { changeAnalysis, replaced } from '../../../rulebook/queries.ts';
import type { ChangeAnalysis, Draft, Replaced } from '../../../rulebook/types.ts';
import { ChangeWords } from './compare-panel.tsx';
import { Differences } from './differences.tsx';
import { Cancelled, usePlaceNames, versionsIn } from './replaced.tsx';

type Props = { draft: Draft; of: RuleChange | undefined };

export function Compared({ draft, of }: Props) {
  const { say } = useWords();
  const reading = useQuery(changeAnalysis(draft.content.name, draft.id));
  return (
    <Answer of={reading}>
      {(analysis) =>
        analysis === null ? (
          <>
            <NoticeBox tone="info" title={say('compared.waiting')} />
            <Loading />
          </>
        ) : (
          <>
            {of && draft.state === 'submitted' && <Standing draft={draft} of={of} analysis={analysis} />}
            <Found of={analysis} />
            <Ahead of={analysis} />
            <Blocks draft={draft} of={analysis} />
          </>
        )
      }
    </Answer>
  );
}

function Found({ of }: { of: ChangeAnalysis }) {
  const { say } = useWords();
  const isOpen = !of.comparisonComplete;
  return (
    <NoticeBox
      tone={of.lessControl ? 'bad' : 'good'}
      title={say(isOpen ? 'compared.open' : of.lessControl ? 'compared.less' : 'compared.no-less')}
    />
  );
}

function Ahead({ of: { ahead } }: { of: ChangeAnalysis }) {
  const { say } = useWords();
  const names = usePlaceNames();
  if (ahead.length === 0) return null;
  const isLess = ahead.some(({ lessControl }) => lessControl);
  return (
    <NoticeBox tone={isLess ? 'warn' : 'info'} title={say('compared.ahead', { count: ahead.length })}>
      <ul className="reasons">
        {ahead.map(({ version, from, lessControl, ...place }) => (
          <li key={`${place.place} ${version} ${from}`}>
            {say('replaced.scheduled', { version, place: names([place]) })} <When at={from} relative={false} />
            {lessControl && ` · ${say('compare.less-control')}`}
          </li>
        ))}
      </ul>
    </NoticeBox>
  );
}

type Asked = { draft: Draft; of: RuleChange; analysis: ChangeAnalysis };

/** What stands there now, told where it is not what was compared with. */
function Standing({ draft, of: { effective = {} }, analysis }: Asked) {
  const { say } = useWords();
  const { from, ...where } = effective;
  const { data } = useQuery(replaced(draft.content.name, where, from));
  if (!data) return null;
  const isKnown = ({ version, places }: { version: number; places: Replaced[] }) =>
    places.every(({ place }) => analysis.against.some((one) => one.place === place && one.version === version));
  return (
    <>
      {!versionsIn(data).every(isKnown) && <NoticeBox tone="warn" announce title={say('compared.changed')} />}
      <Cancelled of={data} />
    </>
  );
}

function Blocks({ draft, of: { against, comparisons } }: { draft: Draft; of: ChangeAnalysis }) {
  const { say } = useWords();
  const names = usePlaceNames();
  return [...new Set(against.map(({ version }) => version))].map((version) => {
    const comparison = comparisons.find((one) => one.before.version === version);
    const places = against.filter((one) => one.version === version);
    return (
      <section key={version}>
        <h2 className="spaced">{say('compare.against', { version, places: names(places) })}</h2>
        <ChangeWords set={draft.content} base={version} />
        <h3 className="spaced">{say('compare.cases')}</h3>
        {comparison && <Differences of={comparison} set={draft.content} />}
      </section>
    );
  });
}
