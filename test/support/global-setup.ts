// Starts what a whole jest run shares.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDatabaseServer, type DatabaseServer } from '../../scripts/parts/fresh-database.ts';

declare global {
  var databaseServer: DatabaseServer | undefined;
}

/** Jest's workers are started later and see the environment set here. */
export default async function setUp(): Promise<void> {
  globalThis.databaseServer = await startDatabaseServer();
  process.env['TEST_TEMPLATE_URL'] = globalThis.databaseServer.templateUrl;
  process.env['TEST_RUN_FOLDER'] = mkdtempSync(join(tmpdir(), 'safeconduct-run-'));
  process.env['TEST_RUN_PID'] = String(process.pid);
}
