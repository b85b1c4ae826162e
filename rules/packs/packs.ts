// The packs there are, by name, and what each calls the authorities.
import { ngo } from './ngo.ts';
import type { PackName } from './names.ts';
import type { Language, Pack, Titles } from './pack.ts';
import { un } from './un.ts';

export { packNames, type PackName } from './names.ts';
export { languages, type Language, type Pack } from './pack.ts';

export const packs: Record<PackName, Pack> = { un, ngo };

/** Empty where the product's own words stand. */
export function authorityTitles(pack: PackName, language: Language): Titles {
  return packs[pack].authorityTitles[language] ?? {};
}
