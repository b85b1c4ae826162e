#!/usr/bin/env node
// npx safeconduct rules VERB FILE...: checks rules kept in files. --help tells more.
import { generate } from './generate.mjs';
import { install, useTypeScript } from './install.mjs';

install();
// Its stories are played against a whole system.
if (process.argv.includes('test')) generate();
await useTypeScript();
const { main } = await import('../cli/main.ts');
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error.stack ?? error.message);
  process.exitCode = 3;
}
