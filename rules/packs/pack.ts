// A pack: the rules one kind of organization starts from, with examples, and what it calls the authorities.
import type { ProcessName } from '../index.ts';
import type { Authority, RuleSet } from '../rule-set.ts';

export const languages = ['ar', 'en', 'es', 'fr', 'ru', 'zh'] as const;
export type Language = (typeof languages)[number];
export type Titles = Partial<Record<Authority, string>>;

export type Pack = {
  title: string;
  ruleSets: Record<ProcessName, RuleSet>;
  /** Only those that differ from the product's own words. */
  authorityTitles: Partial<Record<Language, Titles>>;
};
