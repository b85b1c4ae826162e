// npm run scenarios -- PATH...: plays scenario files against the whole system. --help tells more.
import { generate } from './generate.mjs';
import { fail, install, project, useTypeScript } from './install.mjs';

const from = process.env.INIT_CWD ?? process.cwd();
process.chdir(project);
install();
generate();
await useTypeScript();
const { main } = await import('../test/scenario-runner/main.ts');
try {
  process.exit(await main(process.argv.slice(2), from));
} catch (error) {
  fail(error.message);
}
