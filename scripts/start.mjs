// npm start: brings up the whole system on this machine, from nothing but Node and npm.
import { parseArgs } from 'node:util';
import { fail, install, project, useTypeScript } from './install.mjs';

const help = `npm start -- [options]

Brings up PostgreSQL, Temporal, the database's tables, demonstration data, worker, API and web, then prints the address.
What it keeps lies in the home folder; a second start finds it again. Ctrl-C ends what it started.

  --home DIR    where data, secrets and logs are kept (default .safeconduct, or HOME_DIR)
  --port N      port of the web application (default 3000, or PORT); a busy one is stepped over
  --host HOST   address to listen on (default 127.0.0.1, or HOST)
  --empty       no demonstration data
  --help        this text

Each part gives way to a real one by a setting in the environment:
  DATABASE_URL      a PostgreSQL server, as the owner of an empty database with CREATEROLE
                    (DATABASE_WORKER_URL, DATABASE_API_URL, DATABASE_READER_URL where the roles have their own)
  TEMPORAL_ADDRESS  a Temporal server (TEMPORAL_NAMESPACE, TEMPORAL_API_KEY, TEMPORAL_TLS, TEMPORAL_TLS_CA,
                    TEMPORAL_TLS_CERT, TEMPORAL_TLS_KEY, TEMPORAL_TASK_QUEUE)
  OIDC_ISSUER       sign-in (OIDC_CLIENT_ID, OIDC_CLIENT_SECRET); without it a demonstration sign-in, on loopback only
  SMTP_URL          outgoing mail (MAIL_FROM)
  TRUSTED_PROXIES, RATE_LIMIT_SCALE, RULES_PACK, PUBLIC_URL, LOG_LEVEL, NODE_ENV, WEB_DIST,
  ACT_SIGNING_KEY, ACT_VERIFY_KEY, PAYLOAD_KEYS`;

const options = readOptions();
if (options.help) {
  console.log(help);
} else {
  process.chdir(project);
  install();
  // Imported only now: it reads what has just been installed.
  const { generate } = await import('./generate.mjs');
  generate();
  await useTypeScript();
  const { start } = await import('./start/start.ts');
  await start(options);
}

function readOptions() {
  try {
    const text = { type: 'string' };
    const flag = { type: 'boolean', default: false };
    return parseArgs({ options: { home: text, port: text, host: text, empty: flag, help: { ...flag, short: 'h' } } })
      .values;
  } catch (error) {
    return fail(`${error.message}\n\n${help}`);
  }
}
