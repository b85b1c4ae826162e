// The workflows as one file of code, made once for a content of the sources: a worker that begins again need not make it anew.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, type WorkflowBundleOption } from '@temporalio/worker';
import { failureConverterPath } from './payload-codec.ts';

const project = import.meta.dirname;
const folder = join(project, '.cache/bundles');
/** What a workflow may reach. */
const sources = ['forms', 'rules', 'workflows', 'activities'];
const interceptors = join(project, 'workflows/trace.ts');
const mostKept = 20;

const made = new Map<string, Promise<WorkflowBundleOption>>();

/** Hand the answer to Worker.create as `workflowBundle`. Interceptors and the failure converter are in it. */
export function workflowBundle(entry = join(project, 'workflows/index.ts')): Promise<WorkflowBundleOption> {
  const known = made.get(entry) ?? build(entry);
  made.set(entry, known);
  return known;
}

async function build(entry: string): Promise<WorkflowBundleOption> {
  const hash = createHash('sha256').update(entry).update(readFileSync(entry));
  for (const file of [join(project, 'package-lock.json'), failureConverterPath, ...sources.flatMap(filesIn)])
    hash.update(file).update(readFileSync(file));
  const codePath = join(folder, `${hash.digest('hex').slice(0, 24)}.js`);
  if (existsSync(codePath)) return { codePath };
  const { code } = await bundleWorkflowCode({
    workflowsPath: entry,
    workflowInterceptorModules: [interceptors],
    failureConverterPath,
    logger: quiet,
  });
  return keep(codePath, code) ? { codePath } : { code };
}

/** False where nothing can be written: then it is made again at each start. */
function keep(codePath: string, code: string): boolean {
  const mine = `${codePath}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(mine, code);
    renameSync(mine, codePath);
    const ages = readdirSync(folder).map((name) => ({ name, at: statSync(join(folder, name)).mtimeMs }));
    for (const { name } of ages.sort((a, b) => b.at - a.at).slice(mostKept))
      rmSync(join(folder, name), { force: true });
    return true;
  } catch {
    return existsSync(codePath);
  }
}

function filesIn(name: string): string[] {
  const at = join(project, name);
  const entries = readdirSync(at, { recursive: true, encoding: 'utf8' });
  return entries
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((file) => join(at, file));
}

const silent = () => undefined;
const quiet = { log: silent, trace: silent, debug: silent, info: silent, warn: console.warn, error: console.error };
