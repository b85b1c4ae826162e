// The signer's process: a checkpoint every minute that has news. Its key is in no other process.
import { loadConfig, needed } from '../config.ts';
import { makeCheckpoint } from './signer.ts';
import { signerOf } from './settings.ts';

const config = loadConfig();
const signer = signerOf(config, needed(config, 'databaseSignerUrl'));
const everyMs = 60_000;
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());

console.log('signer ready');
while (!stopping.signal.aborted) {
  try {
    const { size, added } = await makeCheckpoint(signer, Date.now());
    if (added > 0) console.log(`${new Date().toISOString()} signed ${size} leaves of ${config.auditOrigin}`);
  } catch (error) {
    console.error(`${new Date().toISOString()} ${error instanceof Error ? error.message : String(error)}`);
  }
  await pause(everyMs, stopping.signal);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
