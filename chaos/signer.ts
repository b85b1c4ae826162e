// The signer beside the system under chaos: killed at random, begun again, and made to sign once more at the end.
import { join } from 'node:path';
import { makeCheckpoint } from '../audit/signer.ts';
import { signerOf } from '../audit/settings.ts';
import { loadConfig } from '../config.ts';
import { modestEnvironment } from '../scripts/parts/modest-environment.ts';
import { isAlive, pause } from '../scripts/parts/processes.ts';
import type { WholeSystem } from '../scripts/parts/whole-system.ts';
import { program } from '../scripts/start/program.ts';
import type { Random } from './random.ts';

export async function beginSigner({ home, urls, secrets }: WholeSystem) {
  const settings = {
    DATABASE_SIGNER_URL: urls.signer,
    AUDIT_SIGNING_KEY: secrets.AUDIT_SIGNING_KEY,
    HOME_DIR: home,
  };
  const env = { ...modestEnvironment(), ...settings };
  const part = program({ name: 'signer', entry: 'audit/signing.ts', env, logs: join(home, 'logs') });
  let running = await part.begin();
  return {
    /** Answers how often. */
    async dieAtRandom(random: Random, until: number): Promise<number> {
      let kills = 0;
      for (let wait = random.under(40_000); Date.now() + wait < until; wait = random.under(40_000)) {
        await pause(wait);
        if (isAlive(running.pid)) process.kill(running.pid, 'SIGKILL');
        running = await part.begin();
        kills += 1;
      }
      return kills;
    },
    /** Ends it and signs what it had no time for. Answers how many leaves are signed. */
    async end(): Promise<number> {
      await running.stop();
      return (await makeCheckpoint(signerOf(loadConfig(settings), urls.signer), Date.now())).size;
    },
    stop: () => running.stop(),
  };
}
