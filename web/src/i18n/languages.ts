// The six languages, each by its own name.
export const languages = {
  ar: 'العربية',
  zh: '中文',
  en: 'English',
  fr: 'Français',
  ru: 'Русский',
  es: 'Español',
} as const;
export type Language = keyof typeof languages;

const key = 'safeconduct.language';

export const isLanguage = (text: unknown): text is Language => typeof text === 'string' && text in languages;
export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr');

/** What the reader chose on this device, or else the first language of the browser we speak. */
export function preferredLanguage(): Language {
  const chosen = localStorage.getItem(key);
  if (isLanguage(chosen)) return chosen;
  const offered = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
  return offered.find(isLanguage) ?? 'en';
}

export const rememberLanguage = (language: Language): void => localStorage.setItem(key, language);
