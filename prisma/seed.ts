// Writes the demonstration data: npx tsx prisma/seed.ts [--if-empty]. DATABASE_URL names the database as its owner.
import { loadConfig, needed } from '../config.ts';
import { seedDemonstration } from './seed/demonstration.ts';

const config = loadConfig();
const written = await seedDemonstration(needed(config, 'databaseUrl'), {
  ifEmpty: process.argv.includes('--if-empty'),
  pack: config.rulesPack,
});
console.log(written ? 'The demonstration data is in.' : 'There is reference data already: nothing was changed.');
