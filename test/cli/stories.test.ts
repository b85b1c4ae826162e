// A story kept with the rules, or beside them, is played against a system in which these rules are in force.
import { afterAll, expect, test } from '@jest/globals';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aFolder, aSet, project } from './command.ts';

const folder = aFolder();
afterAll(folder.remove);

test('a story that the rules no longer tell ends a build', async () => {
  copyFileSync(join(project, 'test/scenarios/travel/T01.yaml'), folder.path('T01.yaml'));
  const stricter = aSet((set) => {
    const automatic = set.rules.find(({ id }) => id === 'automatic')!;
    automatic.then = [{ kind: 'require', authority: 'clearing-officer', mode: 'decide' }];
    set.tests = [];
  });
  folder.write('stricter.json', stricter);
  const { exit, out } = await folder.rules('test', 'stricter.json', '--scenarios', 'T01.yaml');
  expect(exit).toBe(1);
  expect(out).toMatch(/^failed T01 /m);
  expect(out).toMatch(/^error story-fails: T01 .*cleared/m);
}, 120_000);

test('a story with faults is not played', async () => {
  folder.write('faulty.yaml', 'id: T01\ntitle: Nothing happens\n');
  const { exit, out } = await folder.rules('test', '--pack', 'un', '--scenarios', 'faulty.yaml');
  expect(exit).toBe(1);
  expect(out).toMatch(/^error story-not-readable: .*faulty\.yaml/m);
});

test('a story the file carries is played, and one that fails is told at its place', async () => {
  const text = readFileSync(join(project, 'test/scenarios/travel/T01.yaml'), 'utf8');
  const stories = [{ file: 'T01.yaml', text: text.replace('state: cleared', 'state: denied') }];
  folder.write(
    'told.json',
    aSet((set) => Object.assign(set, { tests: [], stories })),
  );
  const { exit, out } = await folder.rules('test', 'told.json');
  expect(exit).toBe(1);
  expect(out).toMatch(/^failed T01 /m);
  expect(out).toMatch(/told\.json:\d+:\d+: error story-fails: T01 .*step 2 expect: state: expected "denied"/m);
}, 120_000);

test('a fault of a story the file carries is a fault of the file, and nothing is played', async () => {
  folder.write(
    'misspelt.json',
    aSet((set) => Object.assign(set, { stories: [{ file: 'T01.yaml', text: 'id: T01' }] })),
  );
  for (const verb of ['lint', 'test']) {
    const { exit, out } = await folder.rules(verb, 'misspelt.json');
    expect(exit).toBe(1);
    expect(out).toMatch(/misspelt\.json:\d+:\d+: error story-faulty: T01\.yaml: file: "title" is missing/);
    expect(out).not.toMatch(/^failed/m);
  }
}, 60_000);
