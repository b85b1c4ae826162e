// npm run --silent sbom: prints what we are built from as CycloneDX, from the lockfile alone; the same lockfile gives the same words.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * @param {any} lock package-lock.json
 * @returns {any} CycloneDX 1.5; what is only for building and testing has the scope `excluded`
 */
export function sbomOf(lock) {
  const entries = Object.entries(lock.packages);
  const own = entries.filter(([path, { link }]) => !path.includes('node_modules/') && !link);
  const foreign = entries.filter(([path, { link }]) => path.includes('node_modules/') && !link);
  const components = new Map();
  const edges = new Map();
  for (const [path, entry] of foreign) {
    const ref = refOf(path, entry);
    const [known, one] = [components.get(ref), componentOf(path, entry)];
    components.set(ref, known && scopes.indexOf(known.scope) <= scopes.indexOf(one.scope) ? known : one);
    edges.set(ref, [...(edges.get(ref) ?? []), ...neededBy(lock, path)]);
  }
  const root = lock.packages[''];
  const main = `${root.name ?? lock.name}@${root.version ?? lock.version}`;
  edges.set(
    main,
    own.flatMap(([path]) => neededBy(lock, path)),
  );
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: { 'bom-ref': main, type: 'application', name: main.split('@')[0], version: main.split('@')[1] },
    },
    components: [...components.values()],
    dependencies: [...edges].map(([ref, on]) => ({ ref, dependsOn: [...new Set(on)].sort() })),
  };
}

/** Where a package stands twice, the first of these counts. */
const scopes = ['required', 'optional', 'excluded'];
const nameOf = (path) => path.split('node_modules/').at(-1);
const refOf = (path, { name, version }) => `${name ?? nameOf(path)}@${version}`;

function componentOf(path, entry) {
  const { version, dev, optional, devOptional, integrity, license } = entry;
  const ref = refOf(path, entry);
  const name = ref.slice(0, -version.length - 1);
  const scope = dev ? 'excluded' : optional || devOptional ? 'optional' : 'required';
  const [, sealed] = /^sha512-(\S+)$/.exec(integrity ?? '') ?? [];
  return {
    'bom-ref': ref,
    ...{ type: 'library', name, version, scope, purl: `pkg:npm/${name.replace('@', '%40')}@${version}` },
    ...(sealed ? { hashes: [{ alg: 'SHA-512', content: Buffer.from(sealed, 'base64').toString('hex') }] } : {}),
    ...(typeof license === 'string' ? { licenses: [licenseOf(license)] } : {}),
  };
}

/** Only what is made of names from the list of SPDX may stand as an expression. */
const licenseOf = (license) =>
  /^\(?[\w.+-]+( (AND|OR|WITH) [\w.+-]+)*\)?$/.test(license) && license !== 'UNLICENSED'
    ? { expression: license }
    : { license: { name: license } };

/** As Node finds them: from the folder of who asks upwards. */
function neededBy(lock, path) {
  const { dependencies, devDependencies, optionalDependencies, peerDependencies } = lock.packages[path];
  const wanted = { ...dependencies, ...devDependencies, ...optionalDependencies, ...peerDependencies };
  return Object.keys(wanted).flatMap((name) => {
    for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
      const found = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
      const entry = lock.packages[found];
      if (entry && !entry.link) return [refOf(found, entry)];
      if (at === '') return [];
    }
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const lock = JSON.parse(readFileSync(join(import.meta.dirname, '../package-lock.json'), 'utf8'));
  console.log(JSON.stringify(sbomOf(lock), null, 2));
}
