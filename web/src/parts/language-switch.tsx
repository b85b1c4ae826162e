// Chooses the language of the whole app and, with it, the direction of the page.
import { useDirection } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { choose } from '../i18n/catalogue.ts';
import { directionOf, isLanguage, languages } from '../i18n/languages.ts';
import { useWords } from '../i18n/words.ts';

export function LanguageSwitch() {
  const { say, language } = useWords();
  const { setDirection } = useDirection();
  const router = useRouter();
  const change = async (value: string) => {
    if (!isLanguage(value)) return;
    await choose(value);
    setDirection(directionOf(value));
    void router.invalidate();
  };
  return (
    <select
      className="language"
      aria-label={say('language')}
      value={language}
      onChange={(event) => void change(event.currentTarget.value)}
    >
      {Object.entries(languages).map(([code, name]) => (
        <option key={code} value={code} lang={code}>
          {name}
        </option>
      ))}
    </select>
  );
}
