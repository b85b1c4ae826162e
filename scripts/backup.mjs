// npm run backup: one consistent copy of a home of npm start.
import { onHome } from './home-command.mjs';

const help = `npm run backup -- --to DIR [--home DIR]

Copies what npm start keeps in its home, running or not, into a new folder: database, Temporal's state, keys.

  --to DIR      the new folder
  --home DIR    the home (default .safeconduct, or HOME_DIR)`;

await onHome('to', help, async (home, folder) => {
  const { backup } = await import('./start/backup.ts');
  await backup(home, folder, console.log);
});
