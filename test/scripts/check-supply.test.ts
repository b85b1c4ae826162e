// The lockfile we install from is whole, and a doctored one is found out.
import { expect, test } from '@jest/globals';
import { checkSupply, supplyFlaws } from '../../scripts/check-supply.mjs';

const sealed = { integrity: `sha512-${'A'.repeat(86)}==` };
const manifest = { dependencies: { express: '5.3.0' } };
const lockWith = (more: object = {}, root: object = manifest) => ({
  lockfileVersion: 3,
  packages: { '': root, 'node_modules/express': { version: '5.3.0', ...sealed }, ...more },
});
const flaws = (more?: object, root?: object, own: object = manifest) => supplyFlaws({ '': own }, lockWith(more, root));

test('ours has no flaw', () => {
  expect(checkSupply()).toEqual([]);
});

test('a whole lockfile has no flaw', () => {
  expect(flaws()).toEqual([]);
  expect(flaws({ 'node_modules/web': { resolved: 'web', link: true } })).toEqual([]);
});

test('an optional package for another machine may lack its seal, any other may not', () => {
  const bare = { version: '1.0.0', optional: true };
  expect(flaws({ 'node_modules/x': { ...bare, os: ['darwin'] } })).toEqual([]);
  expect(flaws({ 'node_modules/x': bare })).toHaveLength(1);
  expect(flaws({ 'node_modules/x': { ...bare, os: ['darwin'], integrity: 'sha512-x' } })).toHaveLength(1);
});

test.each<[string, string[], RegExp]>([
  [
    'a version that floats',
    flaws({}, { dependencies: { express: '^5.3.0' } }, { dependencies: { express: '^5.3.0' } }),
    /not an exact version/,
  ],
  [
    'a package from git',
    flaws({}, manifest, { dependencies: { express: 'github:somebody/express' } }),
    /not an exact version/,
  ],
  [
    'a version changed in one place',
    flaws({ 'node_modules/express': { version: '5.3.1', ...sealed } }),
    /not what is locked/,
  ],
  ['a lockfile of other wishes', flaws({}, { dependencies: { express: '5.2.0' } }), /another one in package-lock/],
  [
    'a package nobody asked for',
    flaws({}, { dependencies: { express: '5.3.0', left: '1.0.0' } }),
    /left is locked and not asked for/,
  ],
  ['a package without a seal', flaws({ 'node_modules/x': { version: '1.0.0' } }), /x has no sha512/],
  ['a weak seal', flaws({ 'node_modules/x': { version: '1.0.0', integrity: 'sha1-AAAA' } }), /x has no sha512/],
  [
    'another source',
    flaws({ 'node_modules/x': { version: '1.0.0', resolved: 'https://elsewhere.example/x.tgz', ...sealed } }),
    /comes from/,
  ],
  [
    'a source that only looks like ours',
    flaws({ 'node_modules/x': { version: '1.0.0', resolved: 'https://registry.npmjs.org.example/x', ...sealed } }),
    /comes from/,
  ],
  [
    'a version known to be bad',
    flaws({ 'node_modules/body-parser': { version: '2.2.9', ...sealed } }),
    /CVE-2026-12590/,
  ],
  [
    'a bad version further in',
    flaws({ 'node_modules/a/node_modules/jsonpath-plus': { version: '9.0.0', ...sealed } }),
    /jsonpath-plus 9\.0\.0 is before/,
  ],
  [
    'a pre-release of the first good one',
    flaws({ 'node_modules/qs': { version: '6.14.1-beta.1', ...sealed } }),
    /CVE-2025-15284/,
  ],
])('%s is found out', (_, found, said) => {
  expect(found.join('\n')).toMatch(said);
});
