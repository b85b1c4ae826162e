// npm run generate: writes Prisma's client from schema.prisma, unless it is newer already.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fail, install, project } from './install.mjs';

/** `force` writes it in any case. */
export function generate({ force = false } = {}) {
  const schema = join(project, 'prisma/schema.prisma');
  if (!existsSync(schema)) fail(`There is no ${schema}: the checkout is incomplete.`);
  const client = join(project, 'prisma/client');
  const mark = join(client, '.made-from');
  const lock = readFileSync(join(project, 'node_modules/prisma/package.json'));
  const wanted = createHash('sha256').update(readFileSync(schema)).update(lock).digest('hex');
  if (!force && existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  console.log('Writing the database client (prisma generate) ...');
  const { status, output } = spawnSync(
    process.execPath,
    [join(project, 'node_modules/prisma/build/index.js'), 'generate', `--schema=${schema}`, '--no-hints'],
    { cwd: project, env: { ...process.env, ...engineStandIn(), CI: '1' }, encoding: 'utf8' },
  );
  if (status !== 0) fail(`prisma generate failed:\n${output.filter(Boolean).join('\n')}`);
  writeFileSync(mark, wanted);
}

/** Generating needs no schema engine but looks for one and would download it: any program will do. */
function engineStandIn() {
  if (process.env.PRISMA_SCHEMA_ENGINE_BINARY) return {};
  const folder = join(project, '.cache');
  const file = join(folder, 'no-schema-engine');
  mkdirSync(folder, { recursive: true });
  rmSync(file, { force: true });
  writeFileSync(file, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  return { PRISMA_SCHEMA_ENGINE_BINARY: file };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  install();
  generate({ force: process.argv.includes('--force') });
}
