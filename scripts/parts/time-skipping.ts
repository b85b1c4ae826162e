// The program of Temporal's time-skipping test server: kept in the cache, the SDK's own download, or Java with jars from Maven Central.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { cacheFolder, fetchFile } from './cache.ts';
import { freePort } from './ports.ts';
import { run } from './processes.ts';
import { answers } from './temporal.ts';
import { findOrInstall, onPath } from './system-packages.ts';

const version = '1.32.0';
const central = 'https://repo1.maven.org/maven2';

/** A path to start, or nothing where the SDK has downloaded its own. Whoever serves others installs no packages on the way. */
export async function findTimeSkippingServer({ mayInstall = true } = {}): Promise<string | undefined> {
  const folder = join(cacheFolder(), `time-skipping-server-${version}`);
  const program = join(folder, 'run-shared');
  if (existsSync(program) && onPath('java')) return program;
  if (await sdkHasItsOwn()) return undefined;
  if (!(mayInstall ? await findOrInstall(['java'], 'default-jre-headless') : onPath('java')))
    throw new Error(
      'The time-skipping server needs Java 11 or newer. Debian: sudo apt-get install default-jre-headless.',
    );
  await collectJars(folder);
  const archive = await archiveClasses(folder);
  const script = `#!/bin/sh\nexec java ${[...swift, ...archive].join(' ')} -cp '${folder}/lib/*' ${entry} "$@"\n`;
  writeFileSync(`${program}.new`, script, { mode: 0o755 });
  renameSync(`${program}.new`, program);
  return program;
}

const entry = 'io.temporal.testserver.TestServer';
/** Starts fast and lives shortly. */
const swift = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

/** Its classes as they lie in memory, where this Java can keep them: a start then costs half. */
async function archiveClasses(folder: string): Promise<string[]> {
  const file = join(folder, 'classes.jsa');
  const port = await freePort();
  const args = [...swift, `-XX:ArchiveClassesAtExit=${file}`, '-cp', `${folder}/lib/*`, entry, String(port)];
  const child = spawn('java', args, { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  for (
    const until = Date.now() + 60_000;
    Date.now() < until && child.exitCode === null && !(await answers(`127.0.0.1:${port}`));
  );
  child.kill('SIGTERM');
  await ended;
  return existsSync(file) ? [`-XX:SharedArchiveFile='${file}'`, '-Xshare:auto'] : [];
}

async function sdkHasItsOwn(): Promise<boolean> {
  try {
    await (await TestWorkflowEnvironment.createTimeSkipping()).teardown();
    return true;
  } catch {
    return false;
  }
}

async function collectJars(folder: string): Promise<void> {
  console.log('Fetching the time-skipping test server from Maven Central (30 MB, once) ...');
  const lib = join(folder, 'lib');
  mkdirSync(lib, { recursive: true });
  const list = readFileSync(join(import.meta.dirname, 'time-skipping-jars.json'), 'utf8');
  const jars = Object.entries(JSON.parse(list) as Record<string, string>);
  try {
    await Promise.all(
      jars.map(([path, sha256]) => fetchFile(`${central}/${path}`, join(lib, path.split('/').at(-1) ?? path), sha256)),
    );
  } catch (error) {
    if (!(await withMaven(folder, lib))) {
      throw new Error(`The time-skipping test server could not be fetched from ${central}.`, { cause: error });
    }
  }
}

/** A machine's own Maven may know a mirror that we do not. */
async function withMaven(folder: string, lib: string): Promise<boolean> {
  if (!onPath('mvn')) return false;
  rmSync(lib, { recursive: true, force: true });
  const dependency = `<groupId>io.temporal</groupId><artifactId>temporal-test-server</artifactId><version>${version}</version>`;
  const pom = `<project><modelVersion>4.0.0</modelVersion><groupId>safeconduct</groupId><artifactId>jars</artifactId>
<version>1</version><packaging>pom</packaging><dependencies><dependency>${dependency}</dependency></dependencies></project>`;
  writeFileSync(join(folder, 'pom.xml'), pom);
  const args = ['-q', '-B', '-f', join(folder, 'pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${lib}`];
  return (await run('mvn', args)).code === 0;
}
