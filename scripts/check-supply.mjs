// What we are built from: exact versions, a lockfile that agrees with them and seals each package, and versions known to be bad kept out.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const project = join(import.meta.dirname, '..');
const registry = 'https://registry.npmjs.org/';
const exact = /^\d+\.\d+\.\d+(-[\w.-]+)?$/;
const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'];

/** The first version without the flaw named. */
const gates = {
  'body-parser': ['2.3.0', 'CVE-2026-12590: its limit fails open'],
  'jsonpath-plus': ['10.3.0', 'CVE-2024-21534, CVE-2025-1302: code from paths'],
  'path-to-regexp': ['8.4.0', 'CVE-2026-4867, -4923, -4926: patterns without end'],
  qs: ['6.14.1', 'CVE-2025-15284: lists without end'],
  nodemailer: ['8.0.4', 'GHSA-c7w3-x93f-qmm8, CVE-2021-23400: commands in addresses'],
};

/**
 * @param {Record<string, any>} manifests folder -> package.json; '' is the root
 * @param {any} lock package-lock.json
 * @returns {string[]} what is wrong
 */
export function supplyFlaws(manifests, lock) {
  const flaws = [];
  if (lock.lockfileVersion !== 3) flaws.push('package-lock.json is not of version 3');
  for (const [folder, manifest] of Object.entries(manifests)) {
    const locked = lock.packages[folder] ?? {};
    for (const kind of kinds) {
      for (const [name, version] of Object.entries(manifest[kind] ?? {})) {
        if (!exact.test(version)) flaws.push(`${name} ${version} is not an exact version`);
        if (locked[kind]?.[name] !== version) flaws.push(`${name} ${version} is another one in package-lock.json`);
        const found = lock.packages[`${folder}/node_modules/${name}`] ?? lock.packages[`node_modules/${name}`];
        if (exact.test(version) && found?.version !== version) flaws.push(`${name} ${version} is not what is locked`);
      }
      for (const name of Object.keys(locked[kind] ?? {}))
        if (!manifest[kind]?.[name]) flaws.push(`${name} is locked and not asked for`);
    }
  }
  for (const [path, entry] of Object.entries(lock.packages)) flaws.push(...flawsOf(path, entry));
  return flaws;
}

/** Optional packages for other machines, which the registry we locked from did not offer: `npm install` there seals them. */
export function unsealed(lock) {
  return Object.entries(lock.packages).flatMap(([path, entry]) => (isForOthers(path, entry) ? [path] : []));
}

const isForOthers = (path, { optional, os, cpu, integrity }) =>
  path.includes('node_modules/') && integrity === undefined && optional === true && (os ?? cpu) !== undefined;

function flawsOf(path, entry) {
  const { version, integrity, resolved, link, inBundle } = entry;
  if (!path.includes('node_modules/') || link) return [];
  const name = path.split('node_modules/').at(-1);
  const flaws = [];
  if (!inBundle && !isForOthers(path, entry) && !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ''))
    flaws.push(`${path} has no sha512`);
  if (resolved !== undefined && !resolved.startsWith(registry)) flaws.push(`${path} comes from ${resolved}`);
  const [least, why] = gates[name] ?? [];
  if (least && isBefore(version, least)) flaws.push(`${path} ${version} is before ${least} (${why})`);
  return flaws;
}

function isBefore(version, least) {
  const [one, other] = [version, least].map((text) => text.split('-')[0].split('.').map(Number));
  const at = one.findIndex((part, index) => part !== other[index]);
  return at === -1 ? version.includes('-') : one[at] < other[at];
}

const read = (path) => JSON.parse(readFileSync(join(project, path), 'utf8'));

export function checkSupply() {
  const root = read('package.json');
  const manifests = { '': root };
  for (const folder of root.workspaces ?? []) manifests[folder] = read(join(folder, 'package.json'));
  return supplyFlaws(manifests, read('package-lock.json'));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const flaws = checkSupply();
  for (const flaw of flaws) console.error(flaw);
  const { length } = unsealed(read('package-lock.json'));
  if (length > 0) console.log(`${length} optional packages for other machines are locked without a sha512`);
  process.exit(flaws.length === 0 ? 0 : 1);
}
