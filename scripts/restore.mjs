// npm run restore: a backup into an empty home.
import { onHome } from './home-command.mjs';

const help = `npm run restore -- --from DIR [--home DIR]

Puts a backup into an empty home; the next npm start there goes on from it.

  --from DIR    the folder a backup was written to
  --home DIR    the home (default .safeconduct, or HOME_DIR)`;

await onHome('from', help, async (home, folder) => {
  const { restore } = await import('./start/restore.ts');
  await restore(folder, home, console.log);
});
