// Stories kept with a set of rules: part of its text, checked on save, judged by nobody.
import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { contentHash } from '../../canonical.ts';
import { differencesInWords } from '../../rules/rule-differences.ts';
import { compile, judge } from '../../rules/judge.ts';
import { readRuleFile, ruleFile } from '../../rules/rule-file.ts';
import { mostStories, type RuleSet } from '../../rules/rule-set.ts';
import { travelClearanceRules } from '../../rules/travel-clearance.ts';
import { issuesOf } from '../../stories/issues.ts';
import { keptStories } from '../../stories/kept.ts';

const { tests: _, ...set } = travelClearanceRules;
const world = readFileSync('test/scenarios/world.yaml', 'utf8');
const story = (file: string, change = (text: string) => text) => ({
  file,
  text: change(readFileSync(`test/scenarios/travel/${file}`, 'utf8')),
});
const withStories = (...stories: RuleSet['stories'] & object): RuleSet => ({ ...set, stories });
const issues = (kept: RuleSet) => issuesOf(kept).map(({ at, code, message }) => ({ at, code, message }));

test('stories travel with the file of a set and change its hash, and nobody is judged otherwise', async () => {
  const kept = withStories(story('T01.yaml'));
  const read = readRuleFile(JSON.parse(ruleFile(kept)));
  expect(read).toEqual({ ok: true, ruleSet: kept });
  expect(contentHash(kept)).not.toBe(contentHash(set));
  expect(issues(kept)).toEqual([]);
  const facts = { subject: 'traveller', presentRisk: 'low' };
  const [one, other] = await Promise.all([set, kept].map((of) => judge(compile(of), facts, { date: '2027-03-01' })));
  expect({ ...one, ruleSet: null }).toEqual({ ...other, ruleSet: null });
});

test('a story added, changed or removed is among the differences of two versions', () => {
  const later = withStories(story('T01.yaml', (text) => text.replace('cleared', 'denied')));
  expect(differencesInWords(set, later)).toMatchObject([{ what: 'stories', how: 'added', id: 'T01.yaml' }]);
  expect(differencesInWords(withStories(story('T01.yaml')), later)).toMatchObject([
    { what: 'stories', how: 'changed', parts: [{ path: 'stories/T01.yaml/text' }] },
  ]);
});

test('a story with faults is pointed to, with the file and the step', () => {
  const kept = withStories(
    story('T01.yaml'),
    story('T02.yaml', (text) => text.replace(/state: \w+/, 'state: gone')),
  );
  expect(issues(kept)).toEqual([
    { at: 'stories[1]', code: 'story-faulty', message: 'T02.yaml: step 2 expect: unknown state "gone"' },
  ]);
});

test('of two stories with one name or one id the second is pointed to', () => {
  expect(issues(withStories(story('T01.yaml'), story('T01.yaml')))).toMatchObject([
    { at: 'stories[1]', message: 'T01.yaml: file: another has this name' },
  ]);
});

test('a story may expect the reasons the rules of its set give', () => {
  const expecting = story('T01.yaml', (text) =>
    text.replace(/( +)state: cleared/, '$1state: cleared\n$1reasons: [lake-road]'),
  );
  expect(issues(withStories(expecting))).toHaveLength(1);
  const [first] = set.rules;
  const rules = [...set.rules, { ...first!, id: 'lake', reason: 'lake-road' }];
  expect(issues({ ...withStories(expecting), rules })).toEqual([]);
});

test('a file world.yaml is the world the stories begin in, and is checked as one', () => {
  const smaller = world.replaceAll('Lake region', 'Sea region');
  const kept = keptStories(withStories(story('T01.yaml'), { file: 'world.yaml', text: smaller }));
  expect(kept.world?.areas.map(({ name }) => name)).toContain('Sea region');
  expect(kept.files.map(({ story: read }) => read?.id)).toEqual(['T01', undefined]);
  const lame = world.replaceAll('role: regional-operations', 'role: warden');
  expect(issues(withStories({ file: 'world.yaml', text: lame }))).toMatchObject([
    { at: 'stories[0]', message: expect.stringContaining('regional-operations') },
  ]);
  expect(issues(withStories({ file: 'world.yaml', text: 'clock: never' }))[0]).toMatchObject({ at: 'stories[0]' });
});

test('there is a most of stories, of one and of all together', () => {
  const long = 'x'.repeat(mostStories.bytes + 1);
  expect(issues(withStories({ file: 'T01.yaml', text: long }))).toMatchObject([
    { at: 'stories[0].text', code: 'shape' },
  ]);
  const many = Array.from({ length: mostStories.files + 1 }, (_, index) => ({ file: `T${index}.yaml`, text: '' }));
  expect(issues(withStories(...many))).toMatchObject([{ at: 'stories', code: 'shape' }]);
  const full = Array.from({ length: 17 }, (_, index) => ({
    file: `T${index}.yaml`,
    text: 'x'.repeat(mostStories.bytes),
  }));
  expect(issues(withStories(...full))).toMatchObject([{ at: 'stories', code: 'shape' }]);
  expect(issues(withStories({ file: '../T01.yaml', text: '' }))).toMatchObject([{ at: 'stories[0].file' }]);
});
