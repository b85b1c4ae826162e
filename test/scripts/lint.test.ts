// The boundaries of the layout are enforced: one forbidden import of each kind, planted beside the real configuration.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../scripts/parts/processes.ts';

const project = join(import.meta.dirname, '../..');

const folders = ['forms', 'rules', 'prisma', 'audit', 'api', 'activities', 'workflows', 'web'];

const planted: [string, string, string | undefined][] = [
  ['forms/a.ts', `import { x } from '../rules/x.ts';\nexport const a = x;`, 'no-restricted-imports'],
  ['rules/a.ts', `import { x } from '../api/x.ts';\nexport const a = x;`, 'no-restricted-imports'],
  ['rules/b.ts', `import { readFileSync } from 'node:fs';\nexport const a = readFileSync;`, 'no-restricted-imports'],
  ['rules/c.ts', `import { x } from '../forms/x.ts';\nexport const a = x;`, undefined],
  ['workflows/a.ts', `import { x } from '../activities/x.ts';\nexport const a = x;`, 'no-restricted-imports'],
  ['workflows/b.ts', `import { judge } from '../rules/judge.ts';\nexport const a = judge;`, 'no-restricted-imports'],
  ['workflows/c.ts', `import { x } from '../prisma/x.ts';\nexport const a = x;`, 'no-restricted-imports'],
  ['workflows/d.ts', `import type { X } from '../activities/x.ts';\nexport type A = X;`, undefined],
  ['workflows/e.ts', `import { x } from '../rules/x.ts';\nexport const a = x;`, undefined],
  [
    'workflows/h.ts',
    `import { AsyncLocalStorage } from '@temporalio/workflow';\nexport const a = new AsyncLocalStorage();`,
    'no-restricted-imports',
  ],
  [
    'workflows/i.ts',
    `import { defineQuery } from '@temporalio/workflow';\nexport const a = defineQuery('a');`,
    'no-restricted-imports',
  ],
  ['activities/a.ts', `import { x } from '../api/x.ts';\nexport const a = x;`, 'no-restricted-imports'],
  ['api/a.ts', `import { x } from '../activities/x.ts';\nexport const a = x;`, 'no-restricted-imports'],
  ['api/b.ts', `import { x } from '../workflows/x.ts';\nexport const a = x;`, 'no-restricted-imports'],
  ['api/c.ts', `import { x } from '../workflows/messages.ts';\nexport const a = x;`, undefined],
  ['prisma/a.ts', `import { x } from '../api/x.ts';\nexport const a = x;`, 'no-restricted-imports'],
  ['audit/a.ts', `import { x } from '../activities/x.ts';\nexport const a = x;`, 'no-restricted-imports'],
  ['audit/b.ts', `import { x } from '../prisma/x.ts';\nexport const a = x;`, undefined],
  ['web/src/a.ts', `import { x } from '../../forms/x.ts';\nexport const a = x;`, 'no-restricted-imports'],
  ['api/d.ts', `export const a = process.env['PORT'];`, 'no-process-env'],
  ['api/e.ts', `import { x } from './f.ts';\nexport const y = x;`, 'no-cycle'],
  ['api/f.ts', `import { y } from './e.ts';\nexport const x: number = y;`, 'no-cycle'],
  [
    'api/g.ts',
    `export const a = (db: Db) => db.$queryRawUnsafe('');\ninterface Db { $queryRawUnsafe(q: string): void }`,
    'no-restricted-properties',
  ],
  ['api/h.ts', `export const a: any = 1;`, 'no-explicit-any'],
  ['api/i.ts', `import { X } from '../forms/x.ts';\nexport const a = (x: X) => x;`, 'consistent-type-imports'],
  ['workflows/f.ts', `const pause = async () => 1;\nexport const a = () => {\n  pause();\n};`, 'no-floating-promises'],
  [
    'workflows/g.ts',
    `export function a(x: 'b' | 'c') {\n  switch (x) {\n    case 'b':\n      return 1;\n  }\n  return 0;\n}`,
    'switch-exhaustiveness-check',
  ],
];

let copy: string;
let findings: Map<string, string>;

beforeAll(async () => {
  copy = mkdtempSync(join(tmpdir(), 'safeconduct-lint-'));
  for (const file of ['.oxlintrc.json', 'tsconfig.json', 'package.json']) cpSync(join(project, file), join(copy, file));
  symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'));
  for (const [file, text] of planted) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), `${text}\n`);
  }
  for (const folder of folders) {
    mkdirSync(join(copy, folder), { recursive: true });
    writeFileSync(join(copy, folder, 'x.ts'), 'export const x = 1;\nexport type X = number;\n');
  }
  writeFileSync(join(copy, 'rules/judge.ts'), 'export const judge = 1;\n');
  writeFileSync(join(copy, 'workflows/messages.ts'), 'export const x = 1;\n');
  const { output } = await run(
    join(project, 'node_modules/.bin/oxlint'),
    ['--type-aware', '--format=unix', ...folders],
    { cwd: copy },
  );
  findings = new Map();
  for (const line of output.split('\n')) {
    const file = line.split(':')[0]?.replace(/^\.\//, '') ?? '';
    findings.set(file, `${findings.get(file) ?? ''}${line}\n`);
  }
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

test.each(planted)('%s is judged as the layout says', (file, _, rule) => {
  if (rule) expect(findings.get(file)).toContain(rule);
  else expect(findings.get(file)).toBeUndefined();
});
