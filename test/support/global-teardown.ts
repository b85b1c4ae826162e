// Ends what a whole jest run shared.
import './global-setup.ts';

export default async function tearDown(): Promise<void> {
  await globalThis.databaseServer?.stop();
}
