// Starts what a whole jest run shares.
import { startDatabaseServer, type DatabaseServer } from './database.ts';

declare global {
  var databaseServer: DatabaseServer | undefined;
}

export default async function setUp(): Promise<void> {
  globalThis.databaseServer = await startDatabaseServer();
  // Jest's workers are started later and see this.
  process.env['TEST_TEMPLATE_URL'] = globalThis.databaseServer.templateUrl;
}
