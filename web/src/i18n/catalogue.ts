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
  const words = (await Promise.all(catalogues)).map((one) => one.default);
  return named(Object.assign({}, ...words) as Messages, Object.entries(titles[language] ?? {}));
};

/** Authorities, and sentences that name one, in the words of the organization. */
function named(words: Messages, own: readonly (readonly [authority: string, title: string])[]): Messages {
  if (own.length === 0) return words;
  const titleOf = new Map(
    own.map(([authority, title]) => [String(words[`authority.${authority}`]).toLowerCase(), title]),
  );
  const longestFirst = [...titleOf.keys()].toSorted((one, other) => other.length - one.length);
  const authority = new RegExp(longestFirst.join('|'), 'giu');
  const called = (found: string) => {
    const title = titleOf.get(found.toLowerCase()) ?? found;
    return found.charAt(0) === found.charAt(0).toLowerCase() ? title.charAt(0).toLowerCase() + title.slice(1) : title;
  };
  // A message is a list of pieces: text, and what is put in.
  const sentences = Object.entries(words).map(([key, pieces]) => [
    key,
    [pieces].flat().map((piece) => (typeof piece === 'string' ? piece.replace(authority, called) : piece)),
  ]);
  const names = own.map(([one, title]) => [`authority.${one}`, title]);
  return Object.fromEntries([...sentences, ...names]) as Messages;
}

const current = () => i18n.locale as Language;
let turn: Promise<void> = Promise.resolve();

/** One after the other, so that none takes away the words another asked for. */
function load(language: () => Language): Promise<void> {
  turn = turn
    .catch(() => undefined)
    .then(async () => {
      const locale = language();
      i18n.loadAndActivate({ locale, messages: await read(locale) });
    });
  return turn;
}

export async function activate(language: Language): Promise<void> {
  await load(() => language);
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}

export async function loadRuleWords(): Promise<void> {
  if (wantsRules) return turn;
  wantsRules = true;
  await load(current);
}

/** From now on authorities are called as the organization calls them. */
export async function callAuthorities(as: Titles): Promise<void> {
  titles = as;
  await load(current);
}

export async function choose(language: Language): Promise<void> {
  await activate(language);
  rememberLanguage(language);
}
