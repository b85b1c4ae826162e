// For which cases two texts come to different ends, less control first, each with a case that shows it.
import { Button } from '@mantine/core';
import { useWords } from '../../../i18n/words.ts';
import { NoticeBox } from '../../../parts/notice.tsx';
import { Tag } from '../../../parts/tags.tsx';
import { ExampleFacts, RegionWords } from '../../../rulebook/region.tsx';
import { RouteWords } from '../../../rulebook/route-words.tsx';
import type { Comparison, Example, RuleSet } from '../../../rulebook/types.ts';

const looks = {
  'less-control': ['triangle', 'bad'],
  other: ['info', 'info'],
  'more-control': ['up', 'good'],
} as const;

type Props = { of: Comparison; set: RuleSet; onTry?: (example: Example) => void };

export function Differences({ of, set, onTry }: Props) {
  const { say } = useWords();
  const less = of.differences.filter(({ direction }) => direction === 'less-control').length;
  return (
    <>
      <NoticeBox
        tone={less > 0 ? 'bad' : 'good'}
        title={
          of.differences.length === 0
            ? say('compare.none')
            : say(less > 0 ? 'compare.less' : 'compare.no-less', { count: less })
        }
      />
      <ol className="rules">
        {of.differences.map(({ region, example, before, after, direction }, index) => {
          const [sign, tone] = looks[direction];
          return (
            <li key={index}>
              <Tag sign={sign} tone={tone}>
                {say(`compare.${direction}`)}
              </Tag>
              <RegionWords region={region} facts={set.facts} />
              <div className="columns">
                <div>
                  <h4>{say('compare.before')}</h4>
                  <RouteWords route={before} />
                </div>
                <div>
                  <h4>{say('compare.after')}</h4>
                  <RouteWords route={after} />
                </div>
              </div>
              <ExampleFacts example={example} facts={set.facts} />
              {onTry && (
                <Button variant="default" size="compact-sm" onClick={() => onTry(example)}>
                  {say('check.try')}
                </Button>
              )}
            </li>
          );
        })}
      </ol>
      {of.notDecided.length > 0 && (
        <NoticeBox tone="warn" title={say('check.open')}>
          <ul className="reasons">
            {of.notDecided.map(({ what, why }) => (
              <li key={what}>
                <bdi>{what}</bdi> ({say(`check.open.${why}`)})
              </li>
            ))}
          </ul>
        </NoticeBox>
      )}
    </>
  );
}
