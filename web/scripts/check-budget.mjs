// Fails when the first load of the queue outgrows its budget (KB gzip), counted on the build manifest.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const limits = { js: 210, css: 20 };
const dist = join(import.meta.dirname, '../dist');
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
const firstLoad = [
  'index.html',
  'src/screens/queue/queue.tsx',
  'src/screens/queue/case-page.tsx',
  'locales/en/app.json',
  'locales/en/codes.json',
];

const files = new Set();
function take(key) {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`${key} is not in the build`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const sheet of chunk.css ?? []) files.add(sheet);
  for (const imported of chunk.imports ?? []) take(imported);
}
firstLoad.forEach(take);

const sizes = { js: 0, css: 0 };
for (const file of files) {
  const kind = file.endsWith('.css') ? 'css' : 'js';
  sizes[kind] += gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1024;
}
const over = Object.keys(limits).filter((kind) => sizes[kind] > limits[kind]);
for (const kind of Object.keys(limits))
  console.log(`queue route, ${kind}: ${sizes[kind].toFixed(1)} of ${limits[kind]} KB`);
if (over.length > 0) process.exit(1);
