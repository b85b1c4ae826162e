// npm run histories [-- WORD ...]: plays each outcome of test/histories/outcomes.ts and keeps its workflow's history for replay.
import { generate } from './generate.mjs';
import { fail, install, project, useTypeScript } from './install.mjs';

process.chdir(project);
install();
generate();
await useTypeScript();
const { record } = await import('../test/histories/record.ts');
try {
  await record(process.argv.slice(2));
  process.exit(0);
} catch (error) {
  fail(error.message);
}
