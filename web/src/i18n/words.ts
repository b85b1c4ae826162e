// Hooks that put messages and codes into the reader's words.
import { i18n } from '@lingui/core';
import { useLingui } from '@lingui/react';
import { useMemo } from 'react';
import { isLanguage } from './languages.ts';
import type { Language } from './languages.ts';
import type { CodeKind, Say, Values, Word } from './speech.ts';

export type { CodeKind, Say, Values, Word } from './speech.ts';

/** Names and other inserted text keep their own direction inside the sentence (Unicode isolates). */
function isolate(values: Values | undefined): Values {
  const entries = Object.entries(values ?? {});
  return Object.fromEntries(
    entries.map(([key, value]) => [key, typeof value === 'string' ? `\u2068${value}\u2069` : value]),
  );
}

export function useWords(): {
  say: Say;
  word: Word;
  has: (kind: CodeKind, code: string) => boolean;
  language: Language;
} {
  const { i18n: current } = useLingui();
  const { locale, messages } = current;
  return useMemo(() => {
    const has = (kind: CodeKind, code: string) => `${kind}.${code}` in messages;
    return {
      say: (id, values) => i18n._(id as string, isolate(values)),
      /** A code nobody has translated yet is shown as plain words, never hidden. */
      word: (kind, code) => (has(kind, code) ? i18n._(`${kind}.${code}`) : code.replaceAll('-', ' ')),
      has,
      language: isLanguage(locale) ? locale : 'en',
    };
  }, [locale, messages]);
}
