// The workflow bundle, built once for a content of the sources and shared by every test that runs workflows.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';

const project = join(import.meta.dirname, '../..');
/** What a workflow may reach. */
const sources = ['forms', 'rules', 'workflows', 'activities'];

const made = new Map<string, Promise<{ codePath: string }>>();

/** Hand the answer to Worker.create as `workflowBundle`. */
export function workflowBundle(entry = join(project, 'workflows/index.ts')): Promise<{ codePath: string }> {
  const known = made.get(entry) ?? build(entry);
  made.set(entry, known);
  return known;
}

async function build(entry: string): Promise<{ codePath: string }> {
  const hash = createHash('sha256').update(entry).update(readFileSync(entry));
  hash.update(readFileSync(join(project, 'package-lock.json')));
  for (const file of sources.flatMap(filesIn)) hash.update(file).update(readFileSync(file));
  const folder = join(project, '.cache/bundles');
  const codePath = join(folder, `${hash.digest('hex').slice(0, 24)}.js`);
  if (existsSync(codePath)) return { codePath };
  const { code } = await bundleWorkflowCode({ workflowsPath: entry, logger: quiet });
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${codePath}.${process.pid}`, code);
  renameSync(`${codePath}.${process.pid}`, codePath);
  return { codePath };
}

function filesIn(folder: string): string[] {
  const at = join(project, folder);
  if (!existsSync(at)) return [];
  const entries = readdirSync(at, { recursive: true, encoding: 'utf8' });
  return entries
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => join(at, name));
}

const silent = () => undefined;
const quiet = { log: silent, trace: silent, debug: silent, info: silent, warn: console.warn, error: console.error };
