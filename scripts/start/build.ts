// The build of the worker that npm start runs, told to its own Temporal server as the current one.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import type { Config } from '../../config.ts';
import { makeCurrent } from '../parts/deployment.ts';
import { run } from '../parts/processes.ts';

const project = join(import.meta.dirname, '../..');

/** On a server of somebody else only what the settings say: there its operator says which build is current. */
export async function currentBuild(
  { temporalAddress, temporalNamespace, workerBuildId }: Config,
  address: string,
  say: (line: string) => void,
): Promise<string> {
  if (temporalAddress) return workerBuildId ?? '';
  const buildId = workerBuildId ?? (await thisBuild());
  const connection = await Connection.connect({ address, connectTimeout: 10_000 });
  try {
    await makeCurrent(connection, temporalNamespace, buildId);
    return buildId;
  } catch (error) {
    say(`This Temporal server keeps no builds; the worker runs without (${(error as Error).message})`);
    return '';
  } finally {
    await connection.close();
  }
}

async function thisBuild(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { version: string };
  const { code, output } = await run('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: project });
  return code === 0 ? `${version}+${output.trim()}` : version;
}
