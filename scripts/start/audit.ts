// The audit commands with what npm start keeps in its home, where the settings do not say otherwise.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { main } from '../../audit/main.ts';
import { loadConfig } from '../../config.ts';
import { startCluster } from '../parts/postgres.ts';
import { keptSecret } from '../parts/secrets.ts';
import { keys, rolePasswords, roleUrls } from './secrets-of-home.ts';

export async function auditHere(args: string[], project: string): Promise<number> {
  const config = loadConfig();
  const home = resolve(project, config.homeDir);
  const offline = args.includes('--from') || args.includes('--help') || args.length === 0;
  const isHome = existsSync(join(home, 'secrets'));
  const isElsewhere = Boolean(config.databaseUrl || config.databaseReaderUrl || config.databaseSignerUrl);
  const ofHome: NodeJS.ProcessEnv = isHome ? { ...keys(home, process.env) } : {};
  if (offline || isElsewhere || !isHome || !existsSync(join(home, 'postgres')))
    return main(args, () => loadConfig({ ...ofHome, ...process.env, HOME_DIR: home }));
  const cluster = await startCluster({ folder: join(home, 'postgres'), password: keptSecret(home, 'postgres') });
  try {
    const owner = cluster.url('safeconduct', 'safeconduct_owner', keptSecret(home, 'database-owner'));
    const urls = roleUrls(owner, rolePasswords(home, process.env), process.env);
    const env = {
      ...ofHome,
      ...process.env,
      HOME_DIR: home,
      DATABASE_URL: owner,
      DATABASE_READER_URL: urls.reader,
      DATABASE_SIGNER_URL: urls.signer,
    };
    return await main(args, () => loadConfig(env));
  } finally {
    if (!cluster.found) await cluster.stop();
  }
}
