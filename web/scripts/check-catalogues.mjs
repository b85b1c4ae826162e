// Fails when a language lacks a message, has one too many, or names other placeholders or plural forms than its language needs.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../locales');
const languages = readdirSync(folder);
const read = (language, file) => JSON.parse(readFileSync(join(folder, language, file), 'utf8'));
const placeholders = (message) =>
  [...new Set([...message.matchAll(/\{(\w+)/g)].map(([, name]) => name))]
    .filter((name) => message.includes(`{${name}}`) || message.includes(`{${name},`))
    .sort()
    .join();
const pluralForms = (message) => [...message.matchAll(/(zero|one|two|few|many|other) \{/g)].map(([, form]) => form);
/** Languages that say `many` of millions only. */
const millionsOnly = ['es', 'fr'];
const faults = [];

for (const file of readdirSync(join(folder, 'en'))) {
  const english = read('en', file);
  for (const language of languages) {
    const messages = read(language, file);
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const say = (key, fault) => faults.push(`${language}/${file} ${key}: ${fault}`);
    for (const key of Object.keys(messages)) if (!(key in english)) say(key, 'unknown key');
    for (const [key, original] of Object.entries(english)) {
      const message = messages[key];
      if (!message) say(key, 'missing');
      else if (placeholders(message) !== placeholders(original)) say(key, `placeholders ${placeholders(message)}`);
      else if (original.includes(', plural,')) {
        const lacking = needed.filter(
          (form) => !pluralForms(message).includes(form) && !(form === 'many' && millionsOnly.includes(language)),
        );
        if (lacking.length > 0) say(key, `plural forms lacking: ${lacking.join()}`);
      } else if (language !== 'en' && message === original && original.split(' ').length > 3) say(key, 'still English');
    }
  }
}
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
console.log(`${languages.length} languages, all messages present.`);
