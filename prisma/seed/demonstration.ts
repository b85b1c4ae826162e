// The demonstration: a fictional world to try things out in, and the countries of the real one with nothing decided about them.
import { createRequire } from 'node:module';
import countries from 'i18n-iso-countries';
import type { PackName } from '../../rules/packs/packs.ts';
import { connect, type Database } from '../connect.ts';
import { capitalZone } from './capital-zones.ts';
import { loadWorldFile } from './load.ts';
import { ruleSetsOf } from './rule-sets.ts';
import { readWorldFile, shippedWorld } from './world-file.ts';

const require = createRequire(import.meta.url);
const languages = ['ar', 'en', 'es', 'fr', 'ru', 'zh'] as const;

/** Writes nothing and answers false when `ifEmpty` and there are countries already. */
export async function seedDemonstration(
  ownerUrl: string,
  { ifEmpty = false, at = new Date(), pack = 'un' }: { ifEmpty?: boolean; at?: Date; pack?: PackName } = {},
): Promise<boolean> {
  const database = connect(ownerUrl, { connections: 2 });
  try {
    if (ifEmpty && (await database.country.count()) > 0) return false;
    await loadWorldFile(database, readWorldFile(shippedWorld), at, ruleSetsOf(pack));
    await writeCountries(database);
    return true;
  } finally {
    await database.$disconnect();
  }
}

/** A country of the real world: one area, the capital's, closed to automatic clearance until somebody assesses it. */
async function writeCountries(database: Database): Promise<void> {
  for (const language of languages) countries.registerLocale(require(`i18n-iso-countries/langs/${language}.json`));
  const rows = Object.keys(countries.getAlpha2Codes())
    .filter((code) => !/^X/.test(code))
    .map((code) => {
      const names = Object.fromEntries(
        languages.map((language) => [language, countries.getName(code, language) ?? code]),
      );
      return { id: code, name: names['en'] ?? code, names, zone: capitalZone(code) };
    });
  const area = ({ id, name }: { id: string; name: string }) => ({
    ...{ id: `${id}-1`, countryId: id, name: `${name}: capital area`, capital: true, presentRisk: 'unknown' },
  });
  await database.$transaction([
    database.country.createMany({ data: rows, skipDuplicates: true }),
    database.area.createMany({ data: rows.map(area), skipDuplicates: true }),
    database.policy.createMany({
      data: rows.map(({ id }) => ({ id: crypto.randomUUID(), areaId: `${id}-1`, mode: 'manual', fromAt: new Date(0) })),
    }),
  ]);
}
