// Loads the messages of one language; the others stay on the server until asked for.
import { i18n } from '@lingui/core';
import type { Messages } from '@lingui/core';
import { directionOf, rememberLanguage } from './languages.ts';
import type { Language } from './languages.ts';
import type { Titles } from './speech.ts';

type Catalogue = { default: Messages };

/** The words of the rule screens are many, so they come with those screens only. */
let wantsRules = false;
/** By language, what the organization calls its authorities. */
let titles: Titles = {};

const read = async (language: Language): Promise<Messages> => {
  const catalogues: Promise<Catalogue>[] = [
    import(`../../locales/${language}/app.json`),
    import(`../../locales/${language}/codes.json`),
    ...(wantsRules ? [import(`../../locales/${language}/rules.json`) as Promise<Catalogue>] : []),
  ];
  const own = Object.entries(titles[language] ?? {}).map(([authority, title]) => [`authority.${authority}`, title]);
  const words = (await Promise.all(catalogues)).map((one) => one.default);
  return Object.assign({}, ...words, Object.fromEntries(own)) as Messages;
};

export async function activate(language: Language): Promise<void> {
  i18n.loadAndActivate({ locale: language, messages: await read(language) });
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}

export async function loadRuleWords(): Promise<void> {
  if (wantsRules) return;
  wantsRules = true;
  const language = i18n.locale as Language;
  i18n.loadAndActivate({ locale: language, messages: await read(language) });
}

/** From now on authorities are called as the organization calls them. */
export async function callAuthorities(as: Titles): Promise<void> {
  titles = as;
  await activate(i18n.locale as Language);
}

export async function choose(language: Language): Promise<void> {
  await activate(language);
  rememberLanguage(language);
}
