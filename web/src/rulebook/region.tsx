// Where a finding holds, in words: each fact with what it may be there; and one case that shows it.
import { useWords } from '../i18n/words.ts';
import { exampleWords, factTitle, list, optionWords } from './sentence.ts';
import type { Speech } from './sentence.ts';
import type { MessageId } from '../i18n/speech.ts';
import type { Example, FactDeclaration, Region } from './types.ts';

type Declared = readonly FactDeclaration[];
const places: Readonly<Record<string, MessageId>> = {
  country: 'place.country',
  area: 'place.area',
  organization: 'organization',
  date: 'place.date',
};
const ranges: readonly [RegExp, MessageId][] = [
  [/^under (\S+)$/, 'range.under'],
  [/^(?:up to )(\S+)$/, 'range.up-to'],
  [/^(\S+) or less$/, 'range.up-to'],
  [/^over (\S+)$/, 'range.over'],
  [/^from (\S+)$/, 'range.from'],
  [/^(\S+) or more$/, 'range.from'],
  [/^before (\S+)$/, 'range.before'],
  [/^until (\S+)$/, 'range.until'],
  [/^after (\S+)$/, 'range.after'],
  [/^with (.+)$/, 'range.with'],
  [/^without (.+)$/, 'range.without'],
  [/^(?:from )?(\S+) to (\S+)$/, 'range.between'],
];
const alone: Readonly<Record<string, MessageId>> = {
  other: 'range.other',
  'something else': 'range.other',
  none: 'range.none',
  empty: 'range.empty',
  'not empty': 'range.not-empty',
  'any value': 'range.any',
  any: 'range.any',
  'any list': 'range.any',
};

export function nameOfSpan(speech: Speech, facts: Declared, fact: string): string {
  const place = places[fact];
  return place ? speech.say(place) : factTitle(speech, facts.find(({ name }) => name === fact) ?? fact);
}

/** What the analysis calls a class of values; the words are few and known. */
export function rangeWords(speech: Speech, text: string): string {
  const whole = alone[text];
  if (whole) return speech.say(whole);
  for (const [pattern, id] of ranges) {
    const found = pattern.exec(text);
    if (found) return plain(speech.say(id, { value: optionWords(speech, found[1] ?? ''), to: found[2] ?? '' }));
  }
  const both = text.split(' and ');
  if (both.length === 2 && both.every((one) => ranges.some(([pattern]) => pattern.test(one))))
    return list(
      speech,
      both.map((one) => rangeWords(speech, one)),
      'and',
    );
  if (text === 'true' || text === 'false') return speech.say(`value.${text}`);
  return optionWords(speech, text);
}
const plain = (text: string) => text.replace(/[\u2068\u2069]/g, '');

export function RegionWords({ region, facts }: { region: Region; facts: Declared }) {
  const words = useWords();
  const { say } = words;
  if (region.length === 0) return <p>{say('region.any')}</p>;
  return (
    <ul className="reasons">
      {region.map(({ fact, values, missing }) => (
        <li key={fact}>
          <bdi>{nameOfSpan(words, facts, fact)}</bdi>
          {': '}
          {list(
            words,
            [...values.map((one) => rangeWords(words, one)), ...(missing ? [say('why.unknown')] : [])],
            'or',
          )}
        </li>
      ))}
    </ul>
  );
}

export function ExampleFacts({ example, facts }: { example: Example; facts: Declared }) {
  const words = useWords();
  const { say } = words;
  const known = Object.entries(example.facts);
  const where = Object.entries(example.in).filter(
    ([name, value]) => name !== 'inside' && value !== undefined && value !== null,
  );
  return (
    <details>
      <summary>{say('example')}</summary>
      <dl className="facts">
        {[...known, ...where].map(([name, value]) => (
          <div key={name} className="fact-line">
            <dt>
              <bdi>{nameOfSpan(words, facts, name)}</bdi>
            </dt>
            <dd>
              <bdi>
                {exampleWords(
                  words,
                  facts.find((fact) => fact.name === name),
                  value,
                )}
              </bdi>
            </dd>
          </div>
        ))}
      </dl>
      <p className="dim">{say('example.rest')}</p>
    </details>
  );
}
