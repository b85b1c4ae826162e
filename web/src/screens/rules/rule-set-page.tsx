// One rule set: every rule as a sentence with its source, and a bench to try facts on it.
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { call } from '../../http/call.ts';
import { ruleSet } from '../../http/queries.ts';
import type { Evaluation, RuleSetView } from '../../http/types.ts';
import { useWords } from '../../i18n/words.ts';
import { Answer } from '../../parts/answer.tsx';
import { Page } from '../../parts/page.tsx';
import { Name } from '../../parts/text.tsx';
import { Bench } from './bench.tsx';

export function RuleSetPage() {
  const { set } = useParams({ from: '/app/rules/$set' });
  const { say } = useWords();
  const reading = useQuery(ruleSet(set));
  return (
    <Page
      title={reading.data?.title ?? say('rules.title')}
      caption={reading.data && say('rules.version', { name: set, version: reading.data.version })}
    >
      <Answer of={reading}>{(data) => <RuleSet set={data} />}</Answer>
    </Page>
  );
}

function RuleSet({ set }: { set: RuleSetView }) {
  const { say } = useWords();
  const hasSentences = set.rules.every(({ sentence }) => sentence !== undefined);
  const told = useQuery({
    queryKey: ['sentences', set.name, set.version],
    queryFn: ({ signal }) =>
      call<Evaluation>(`/rules/${set.name}/evaluate`, { method: 'POST', body: { facts: {} }, signal }),
    enabled: !hasSentences,
    staleTime: Infinity,
  });
  const sentences = new Map(told.data?.rules.map(({ rule, sentence }) => [rule, sentence]));
  const steps = set.rules.toSorted((a, b) => a.step - b.step);
  return (
    <>
      <Bench set={set} />
      <h2>{say('rules.count', { count: set.rules.length })}</h2>
      <ol className="rules">
        {steps.map((rule) => (
          <li key={rule.id} id={`rule-${rule.id}`}>
            <strong>
              <bdi>{rule.title}</bdi>
            </strong>
            <p dir="auto">{rule.sentence ?? sentences.get(rule.id) ?? ''}</p>
            <p className="dim">
              {say('source')} <Name>{rule.source}</Name> · <bdi>{rule.id}</bdi>
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}
