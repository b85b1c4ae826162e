// Writes the demonstration data: npx tsx prisma/seed.ts [--if-empty]. DATABASE_URL names the database as its owner.
import { loadConfig, needed } from '../config.ts';
import { seedDemonstration } from './seed/demonstration.ts';

const written = await seedDemonstration(needed(loadConfig(), 'databaseUrl'), {
  ifEmpty: process.argv.includes('--if-empty'),
});
console.log(written ? 'The demonstration data is in.' : 'There is reference data already: nothing was changed.');
