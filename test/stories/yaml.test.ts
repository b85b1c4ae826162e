// A story is read as plain values: what grows when it is read, or goes down without end, is refused before it can.
import { expect, test } from '@jest/globals';
import { readYaml } from '../../stories/yaml.ts';

const bomb = `a: &a [x, x]\n${['b', 'c', 'd'].map((key, index) => `${key}: &${key} [*${'abc'[index]}, *${'abc'[index]}]`).join('\n')}`;

test.each([
  ['an anchor that multiplies', bomb, /anchor or alias/],
  ['a list within itself', '&a [*a]', /anchor or alias/],
  ['a tag of somebody', 'a: !run "rm"', /tag/],
  ['a tag of bytes', 'a: !!binary aGk=', /tag/],
  ['another version of the language', '%YAML 1.1\n---\na: yes', /directive/],
  ['lists in lists without end', '['.repeat(60_000), /too deep/],
  ['lists in lists on one line', '- '.repeat(30_000), /too deep/],
  ['brackets hidden behind words', `- ${'["]", '.repeat(2_000)}`, /too deep/],
  [
    'mappings that lean ever farther',
    Array.from({ length: 350 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'),
    /too far/,
  ],
  ['two documents', 'a: 1\n---\nb: 2', /multiple documents/],
  ['a key twice', 'a: 1\na: 2', /"a" stands twice/],
  ['a key that is a list', '? [a]\n: 1', /plain word/],
])('%s is refused', (_, text, fault) => {
  const { content, faults } = readYaml(text);
  expect(content).toBeUndefined();
  expect(faults[0]).toMatch(fault);
});

test('many keys take no longer than as many lines', () => {
  const { content } = readYaml(Array.from({ length: 6_000 }, (_, n) => `key-${n}: 1`).join('\n'));
  expect(Object.keys(content as object)).toHaveLength(6_000);
});
