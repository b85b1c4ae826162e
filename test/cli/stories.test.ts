// A story kept beside the rules is played against a system in which these rules are in force.
import { afterAll, expect, test } from '@jest/globals';
import { copyFileSync } from 'node:fs';
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
