// Ends what a whole jest run shared.
import { rmSync } from 'node:fs';
import './global-setup.ts';
import { stopTemporal } from './temporal.ts';

export default async function tearDown(): Promise<void> {
  await stopTemporal();
  rmSync(process.env['TEST_RUN_FOLDER'] ?? '', { recursive: true, force: true });
  await globalThis.databaseServer?.stop();
}
