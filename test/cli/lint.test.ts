// Faults in files are told with their line, and end a build.
import { afterAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { maxRules } from '../../rules/guards.ts';
import type { Condition } from '../../rules/rule-set.ts';
import { aFolder, aSet, lineOf, project, run } from './command.ts';

const folder = aFolder();
afterAll(folder.remove);
const file = (name: string, content: unknown) => {
  folder.write(name, content);
  return readFileSync(folder.path(name), 'utf8');
};

test('npx runs the command of the checkout, and rules without faults end well', async () => {
  const { exit, out } = await run('npx', ['--offline', 'safeconduct', 'rules', 'lint', '--pack', 'un'], project);
  expect({ exit, out }).toEqual({ exit: 0, out: 'pack un: no faults\n' });
});

test.each(['bad.json', 'bad.yaml'])(
  'an unknown fact and an id used twice are told at their lines in %s',
  async (name) => {
    const set = aSet(({ rules }) => {
      rules[3]!.when = { fact: 'weather', is: 'present' };
      rules[7]!.id = rules[6]!.id;
    });
    const [alien, twice] = [set.rules[3]!.id, set.rules[6]!.id];
    const isJson = name.endsWith('json');
    const text = file(name, isJson ? set : stringify(set));
    const { exit, out } = await folder.rules('lint', name);
    expect(exit).toBe(1);
    const lines = {
      alien: lineOf(text, 'weather') - 1,
      twice: lineOf(text, isJson ? `"id": "${twice}"` : `id: ${twice}`, 2),
    };
    expect(out).toMatch(new RegExp(`^${name}:${lines.alien}:.* error unknown-fact ${alien}: `, 'm'));
    expect(out).toMatch(new RegExp(`^${name}:${lines.twice}:.* error duplicate-rule ${twice}: `, 'm'));
  },
);

test('what is not JSON is told with the line it breaks at', async () => {
  folder.write('broken.json', '{\n  "name": "travelClearance",\n  "rules": [,]\n}');
  folder.write('comment.json', '{\n  "name": "travelClearance",\n  "rules": [] # none yet\n}');
  const { exit, out } = await folder.rules('lint', 'broken.json', 'comment.json');
  expect(exit).toBe(1);
  expect(out).toMatch(/^comment\.json:3:\d+: error not-readable: This is not JSON/m);
  expect(out).toMatch(/^broken\.json:3:\d+: error not-readable: This is not JSON/);
});

test('YAML that cannot be read is told with its line', async () => {
  folder.write('broken.yaml', 'name: travelClearance\nrules:\n  - id: one\n    id: two\n');
  const { exit, out } = await folder.rules('lint', 'broken.yaml');
  expect(exit).toBe(1);
  expect(out).toMatch(/^broken\.yaml:4:\d+: error not-readable: Map keys must be unique/);
});

test('a newer format, and a file that is none of ours, are told as such', async () => {
  folder.write('newer.json', '{\n  "format": "safeconduct-rules/2",\n  "ruleSet": {}\n}');
  folder.write('other.json', '{ "hello": 1 }');
  const { exit, out } = await folder.rules('lint', 'newer.json', 'other.json');
  expect(exit).toBe(1);
  expect(out).toMatch(/^newer\.json:2:\d+: error import-newer: The file is of safeconduct-rules\/2/m);
  expect(out).toMatch(/^other\.json:1:\d+: error import-no-rules: /m);
});

test('conditions forty deep are refused at the rule', async () => {
  let deep: Condition = { fact: 'begun', is: 'equal', value: true };
  for (let level = 0; level < 40; level += 1) deep = { not: deep };
  const set = aSet(({ rules }) => void (rules[2]!.when = deep));
  file('deep.json', set);
  const { exit, out } = await folder.rules('lint', 'deep.json');
  expect(exit).toBe(1);
  expect(out).toMatch(new RegExp(`^deep\\.json:\\d+:\\d+: error too-deep ${set.rules[2]!.id}: `));
});

test('more rules than a set may have are refused at once', async () => {
  const set = aSet(
    (one) =>
      void (one.rules = Array.from({ length: maxRules + 1 }, (_, at) => ({ ...one.rules[0]!, id: `rule-${at}` }))),
  );
  const text = file('many.json', set);
  const { exit, out } = await folder.rules('lint', 'many.json');
  expect({ exit, out }).toEqual({
    exit: 1,
    out: `many.json:${lineOf(text, '"rules"')}:3: error too-many-rules: A rule set has at most ${maxRules} rules\n`,
  });
});

test('facts belong to the product, and examples keep to them', async () => {
  const set = aSet((one) => {
    one.facts = one.facts.filter(({ name }) => name !== 'nonFamilyArea');
    one.rules = one.rules.filter(({ id }) => id !== 'non-family');
    one.tests = [{ ...one.tests![0]!, facts: { presentRisk: 'enormous' } }];
  });
  const text = file('facts.json', set);
  const { exit, out } = await folder.rules('lint', 'facts.json');
  expect(exit).toBe(1);
  expect(out).toMatch(/error fact-left-out: The fact nonFamilyArea must be declared/);
  expect(out).toContain(`facts.json:${lineOf(text, 'enormous')}:`);
});

test('SARIF names each rule of ours once and the line of each result', async () => {
  const text = file(
    'sarif.json',
    aSet(({ rules }) => void (rules[3]!.when = { fact: 'weather', is: 'present' })),
  );
  const { exit, out } = await folder.rules('lint', 'sarif.json', '--format', 'sarif');
  expect(exit).toBe(1);
  const { version, runs } = JSON.parse(out) as Sarif;
  expect(version).toBe('2.1.0');
  expect(runs).toHaveLength(1);
  const [{ tool, results }] = runs as [Sarif['runs'][number]];
  expect(tool.driver.name).toBe('safeconduct');
  for (const result of results) {
    expect(tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
    expect(['error', 'warning', 'note']).toContain(result.level);
    expect(result.message.text).not.toBe('');
  }
  expect(results[0]?.locations[0]?.physicalLocation).toEqual({
    artifactLocation: { uri: 'sarif.json' },
    region: { startLine: lineOf(text, '"weather"') - 1, startColumn: expect.any(Number) },
  });
});

type Sarif = {
  version: string;
  runs: {
    tool: { driver: { name: string; rules: { id: string }[] } };
    results: {
      ruleId: string;
      ruleIndex: number;
      level: string;
      message: { text: string };
      locations: { physicalLocation: unknown }[];
    }[];
  }[];
};

test.each([
  [['lint']],
  [['lint', 'nowhere.json']],
  [['lint', '--pack', 'army']],
  [['polish']],
  [['lint', '--format', 'html']],
])('wrong use ends with 2: %j', async (args) => {
  const { exit, out, err } = await folder.rules(...args);
  expect({ exit, out }).toEqual({ exit: 2, out: '' });
  expect(err).not.toBe('');
});
