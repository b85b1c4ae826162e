// Loads the messages of one language; the others stay on the server until asked for.
import { i18n } from '@lingui/core';
import type { Messages } from '@lingui/core';
import type app from '../../locales/en/app.json';
import type codes from '../../locales/en/codes.json';
import { directionOf, rememberLanguage } from './languages.ts';
import type { Language } from './languages.ts';

export type MessageId = Extract<keyof typeof app | keyof typeof codes, string>;

export async function activate(language: Language): Promise<void> {
  const [words, codeWords] = await Promise.all([
    import(`../../locales/${language}/app.json`) as Promise<{ default: Messages }>,
    import(`../../locales/${language}/codes.json`) as Promise<{ default: Messages }>,
  ]);
  i18n.loadAndActivate({ locale: language, messages: { ...words.default, ...codeWords.default } });
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}

export async function choose(language: Language): Promise<void> {
  await activate(language);
  rememberLanguage(language);
}
