// Fails when the first load of the queue, or what the rule editor adds to it, outgrows its budget (KB gzip), counted on the build manifest.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const dist = join(import.meta.dirname, '../dist');
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
const firstLoad = [
  'index.html',
  'src/screens/queue/queue.tsx',
  'src/screens/queue/case-page.tsx',
  'locales/en/app.json',
  'locales/en/codes.json',
];
const ruleEditor = ['src/screens/rules/draft/draft-page.tsx', 'src/screens/rules/draft/condition-tree.tsx'];

/** Files of these entries and of all they import, without those already there. */
function filesOf(entries, known = new Set()) {
  const files = new Set();
  const take = (key) => {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`${key} is not in the build`);
    if (files.has(chunk.file) || known.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const imported of chunk.imports ?? []) take(imported);
  };
  entries.forEach(take);
  return files;
}

function check(name, files, limits) {
  const sizes = { js: 0, css: 0 };
  for (const file of files) {
    const kind = file.endsWith('.css') ? 'css' : 'js';
    sizes[kind] += gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1024;
  }
  for (const kind of Object.keys(limits)) {
    console.log(`${name}, ${kind}: ${sizes[kind].toFixed(1)} of ${limits[kind]} KB`);
    if (sizes[kind] > limits[kind]) process.exitCode = 1;
  }
}

const atFirst = filesOf(firstLoad);
check('queue route', atFirst, { js: 210, css: 20 });
const editor = filesOf(ruleEditor, atFirst);
check('rule editor', editor, { js: 60, css: 5 });
const tree = [...editor].filter((file) => file.includes('condition-tree'));
if (tree.some((file) => filesOf(ruleEditor.slice(0, 1), atFirst).has(file) || atFirst.has(file))) {
  console.error('The query builder is loaded before a rule is opened.');
  process.exitCode = 1;
}
