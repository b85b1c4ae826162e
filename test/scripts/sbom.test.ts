// The list of what we are built from is CycloneDX in what matters, and leaves no locked package out.
import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { sbomOf, type Sbom } from '../../scripts/sbom.mjs';

type Entry = {
  version: string;
  integrity?: string;
  link?: boolean;
  dev?: boolean;
  devOptional?: boolean;
  name?: string;
};
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Entry> };
const locked = Object.entries(lock.packages).flatMap(([path, entry]) =>
  path.includes('node_modules/') && !entry.link
    ? [{ ...entry, ref: `${entry.name ?? path.split('node_modules/').at(-1)}@${entry.version}` }]
    : [],
);
const { status, stdout } = spawnSync(process.execPath, ['scripts/sbom.mjs'], { encoding: 'utf8', maxBuffer: 2 ** 26 });
const sbom = JSON.parse(stdout) as Sbom;

test('what is printed is CycloneDX: its marks, each part with its address, each reference to a part', () => {
  expect(status).toBe(0);
  expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1 });
  expect(sbom.metadata.component).toMatchObject({ type: 'application', name: 'safeconduct' });
  const refs = sbom.components.map((one) => one['bom-ref']);
  expect(new Set(refs).size).toBe(refs.length);
  for (const { name, version, purl, scope, hashes } of sbom.components) {
    expect(purl).toBe(`pkg:npm/${name.replace('@', '%40')}@${version}`);
    expect(['required', 'optional', 'excluded']).toContain(scope);
    for (const { alg, content } of hashes ?? [])
      expect([alg, content]).toEqual(['SHA-512', expect.stringMatching(/^[0-9a-f]{128}$/)]);
  }
  const known = new Set([...refs, sbom.metadata.component['bom-ref']]);
  expect(sbom.dependencies.map(({ ref }) => ref).toSorted()).toEqual([...known].toSorted());
  expect(sbom.dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !known.has(ref))).toEqual([]);
});

test('every locked package is on it, with its seal, and nothing else', () => {
  expect(sbom.components.map((one) => one['bom-ref']).toSorted()).toEqual(
    [...new Set(locked.map(({ ref }) => ref))].toSorted(),
  );
  const hashes = new Map(sbom.components.map((one) => [one['bom-ref'], one.hashes?.[0]?.content]));
  for (const { ref, integrity } of locked)
    if (integrity)
      expect([ref, hashes.get(ref)]).toEqual([ref, Buffer.from(integrity.slice(7), 'base64').toString('hex')]);
});

test('what runs is told from what builds and tests, also where both need it', () => {
  const scopeOf = (name: string) => sbom.components.find((one) => one.name === name)?.scope;
  expect([scopeOf('express'), scopeOf('jest')]).toEqual(['required', 'excluded']);
  const one = { version: '1.0.0', integrity: `sha512-${'A'.repeat(86)}==` };
  const twice = {
    '': { name: 'us', version: '0.1.0', dependencies: { a: '1.0.0' } },
    'node_modules/a': one,
    'node_modules/b/node_modules/a': { ...one, dev: true },
  };
  expect(sbomOf({ packages: twice }).components).toEqual([expect.objectContaining({ name: 'a', scope: 'required' })]);
  expect(sbomOf({ packages: twice }).dependencies.at(-1)).toEqual({ ref: 'us@0.1.0', dependsOn: ['a@1.0.0'] });
});

test('the command is one of ours', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  expect(scripts['sbom']).toBe('node scripts/sbom.mjs');
});
