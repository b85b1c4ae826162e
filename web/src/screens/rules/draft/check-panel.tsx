// What an analysis of the whole rule set finds: faults with the cases they show in, what is proved, what is not settled.
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useWords } from '../../../i18n/words.ts';
import { Failed, Loading } from '../../../parts/answer.tsx';
import { NoticeBox } from '../../../parts/notice.tsx';
import { Tag } from '../../../parts/tags.tsx';
import { ask } from '../../../rulebook/queries.ts';
import { ExampleFacts, RegionWords } from '../../../rulebook/region.tsx';
import type { Analysis, Example, Finding, RuleSet } from '../../../rulebook/types.ts';

type Props = { set: RuleSet; draft: string; onTry: (example: Example) => void };
const looks = { blocks: ['cross', 'bad'], warns: ['triangle', 'warn'], tells: ['info', 'info'] } as const;

export function useAnalysis(set: RuleSet) {
  return useMutation({
    mutationKey: ['rule-analysis', set.name],
    mutationFn: (content: RuleSet) => ask<Analysis>(set.name, 'analyse', { ref: { content } }),
  });
}

export function CheckPanel({ set, draft, onTry }: Props) {
  const { say } = useWords();
  const run = useAnalysis(set);
  return (
    <>
      <p>{say('check.text')}</p>
      <Button onClick={() => run.mutate(set)} loading={run.isPending}>
        {say('check.run')}
      </Button>
      {run.isPending && <Loading />}
      {run.error && <Failed error={run.error} />}
      {run.data && <AnalysisWords of={run.data} set={set} draft={draft} onTry={onTry} isOld={run.variables !== set} />}
    </>
  );
}

type Shown = { of: Analysis; set: RuleSet; draft: string; onTry?: (example: Example) => void; isOld?: boolean };

export function AnalysisWords({ of, set, draft, onTry, isOld = false }: Shown) {
  const { say, word, has } = useWords();
  const titleOf = (id: string) =>
    has('invariant', id) ? word('invariant', id) : (set.invariants?.find((one) => one.id === id)?.title ?? id);
  const blocking = of.findings.filter(({ weight }) => weight === 'blocks').length;
  const [tone, title] = comesTo(of);
  return (
    <div aria-live="polite">
      {isOld && <NoticeBox tone="warn" title={say('check.old')} />}
      <NoticeBox tone={tone} title={say(title)}>
        <p>
          {say('check.counts', {
            findings: of.findings.length,
            blocking,
            proved: of.proved.length,
            seconds: (of.size.ms / 1000).toFixed(1),
          })}
        </p>
      </NoticeBox>
      {of.findings.length > 0 && <h2>{say('check.findings')}</h2>}
      <ol className="rules">
        {of.findings.map((finding, index) => (
          <FindingWords
            key={index}
            of={finding}
            set={set}
            draft={draft}
            {...(onTry ? { onTry } : {})}
            titleOf={titleOf}
          />
        ))}
      </ol>
      <h2 className="spaced">{say('check.proved')}</h2>
      {of.proved.length === 0 ? (
        <p className="dim">{say('check.proved.none')}</p>
      ) : (
        <ul className="reasons">
          {of.proved.map((id) => (
            <li key={id}>
              <bdi>{titleOf(id)}</bdi>
            </li>
          ))}
        </ul>
      )}
      {of.notDecided.length > 0 && (
        <NoticeBox tone="warn" title={say('check.open')}>
          <ul className="reasons">
            {of.notDecided.map(({ what, why }) => (
              <li key={what}>
                <bdi>{titleOf(what)}</bdi> ({say(`check.open.${why}`)})
              </li>
            ))}
          </ul>
        </NoticeBox>
      )}
    </div>
  );
}

/** What was cut short has not been passed, whatever was found until then. */
function comesTo({ findings, notDecided }: Analysis) {
  if (findings.some(({ weight }) => weight === 'blocks')) return ['bad', 'check.blocked'] as const;
  if (notDecided.length > 0) return ['warn', 'check.unfinished'] as const;
  return findings.length > 0 ? (['warn', 'check.warned'] as const) : (['good', 'check.clean'] as const);
}

type OneProps = Omit<Shown, 'of' | 'isOld'> & { of: Finding; titleOf: (id: string) => string };

function FindingWords({ of, set, draft, onTry, titleOf }: OneProps) {
  const { say, word, has } = useWords();
  const [sign, tone] = looks[of.weight];
  const { example, beside } = of;
  return (
    <li>
      <div className="row between">
        <strong>{word('finding', of.kind)}</strong>
        <Tag sign={sign} tone={tone}>
          {say(`check.weight.${of.weight}`)}
        </Tag>
      </div>
      {of.invariant && (
        <p>
          <bdi>{titleOf(of.invariant)}</bdi>
        </p>
      )}
      <p>{has('finding', of.code) && of.code !== of.kind ? word('finding', of.code) : <bdi>{of.message}</bdi>}</p>
      {of.rules.length > 0 && (
        <p>
          {say('check.rules')}{' '}
          {of.rules.map((id, index) => (
            <span key={id}>
              {index > 0 && ' · '}
              <Link to="/rules/$set/drafts/$draft" params={{ set: set.name, draft }} search={{ rule: id }}>
                <bdi>{set.rules.find((rule) => rule.id === id)?.title ?? id}</bdi>
              </Link>
            </span>
          ))}
        </p>
      )}
      {of.region && (
        <>
          <p>{say('check.where')}</p>
          <RegionWords region={of.region} facts={set.facts} />
        </>
      )}
      {example && <ExampleFacts example={example} facts={set.facts} />}
      {example && onTry && (
        <span className="row">
          <Button variant="default" size="compact-sm" onClick={() => onTry(example)}>
            {say('check.try')}
          </Button>
          {beside && (
            <Button variant="default" size="compact-sm" onClick={() => onTry(beside)}>
              {say('check.try.beside')}
            </Button>
          )}
        </span>
      )}
    </li>
  );
}
