// npm run audit -- COMMAND: verifies and carries out the evidence, of the settings given or of the home of npm start.
import { generate } from './generate.mjs';
import { install, project, useTypeScript } from './install.mjs';

install();
generate();
await useTypeScript();
const { auditHere } = await import('./start/audit.ts');
process.exitCode = await auditHere(process.argv.slice(2), project);
