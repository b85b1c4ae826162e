// Rules in words: every default rule is a sentence in each of the six languages, with no code left in it.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { authorities, ladder } from '../../rules/rule-set.ts';
import { processes } from '../../rules/index.ts';
import { invariantsOf } from '../../rules/invariants.ts';
import { authorities as offered, ladder as offeredLadder } from '../../web/src/rulebook/authorities.ts';
import { changesBetween } from '../../web/src/rulebook/changes.ts';
import { exampleWords, sentenceOf, type Speech } from '../../web/src/rulebook/sentence.ts';
import { takenOver } from '../../web/src/rulebook/takeover.ts';
import { wordDifferences } from '../../web/src/rulebook/word-differences.ts';

const folder = join(import.meta.dirname, '../../web/locales');
const languages = readdirSync(folder);
const read = (language: string): Record<string, string> =>
  Object.assign(
    {},
    ...['app', 'codes', 'rules'].map((name) =>
      JSON.parse(readFileSync(join(folder, language, `${name}.json`), 'utf8')),
    ),
  );

/** As the page speaks, without a plural's choice: the last form with its number. */
function speechOf(language: string): Speech & { lacking: string[] } {
  const words = read(language);
  const lacking: string[] = [];
  const find = (key: string) => {
    const found = words[key];
    if (found === undefined) lacking.push(key);
    return found ?? key;
  };
  return {
    language,
    lacking,
    has: (kind, code) => `${kind}.${code}` in words,
    word: (kind, code) => find(`${kind}.${code}`),
    say: (id, values = {}) =>
      find(id)
        .replace(/\{(\w+), plural,.*other \{([^}]*)\}\}/, (_, name: string, form: string) =>
          form.replace('#', String(values[name])),
        )
        .replace(/\{(\w+)\}/g, (_, name: string) => String(values[name])),
  };
}

test.each(languages)('every rule of every process is a sentence in %s', (language) => {
  for (const { ruleSet } of Object.values(processes)) {
    const speech = speechOf(language);
    const sentences = ruleSet.rules.map((rule) => sentenceOf(speech, ruleSet, rule));
    expect(speech.lacking).toEqual([]);
    for (const sentence of sentences) expect(sentence).not.toMatch(/undefined|\{|[a-z]+-[a-z]+-[a-z]+\b(?=.*\.)$/);
    expect(new Set(sentences).size).toBeGreaterThan(ruleSet.rules.length * 0.8);
  }
});

test('what stands in an example for anything no rule names is said so, in the language of the page', () => {
  const speech = speechOf('ar');
  const anything = read('ar')['range.other'];
  const said = [undefined, { name: 'x', title: 'X', from: 'request', of: { type: 'text' as const } }].flatMap(
    (declared) => ['other', 'elsewhere', 'other-2', ['other']].map((value) => exampleWords(speech, declared, value)),
  );
  expect(new Set(said)).toEqual(new Set([anything]));
  const declared = { name: 'x', title: 'X', from: 'request', of: { type: 'choice' as const, values: ['other'] } };
  expect(exampleWords(speech, declared, 'other')).toBe(read('ar')['value.other'] ?? 'other');
});

test.each(languages)('every fact, its values and what must always hold have words in %s', (language) => {
  const words = read(language);
  const lacking = Object.values(processes).flatMap(({ ruleSet }) =>
    ruleSet.facts.flatMap(({ name, of }) => [
      ...(`fact.${name}` in words ? [] : [name]),
      ...('values' in of && of.values ? of.values : []).filter(
        (value) =>
          !(`value.${value}` in words) &&
          !(`risk.${value}` in words) &&
          !/^PC\d$/.test(value) &&
          !(ladder as readonly string[]).includes(value),
      ),
    ]),
  );
  expect(lacking).toEqual([]);
  const invariants = invariantsOf('travelClearance').map(({ id }) => id);
  expect(invariants.filter((id) => !(`invariant.${id}` in words))).toEqual([]);
});

test('a rule reads as English', () => {
  const { ruleSet } = processes.travelClearance;
  const rule = ruleSet.rules.find(({ id }) => id === 'partner-personnel');
  expect(rule && sentenceOf(speechOf('en'), ruleSet, rule)).toBe(
    'If “Category of the traveller” is partner, then no clearance is required. Reason given: Partner personnel travel under an agreement; noted only.',
  );
});

test('the editor offers the authorities the rules know', () => {
  expect(offered).toEqual(authorities);
  expect(offeredLadder).toEqual(ladder);
});

test('what came in force meanwhile is taken over; what the draft itself changed stays', () => {
  const base = processes.travelClearance.ruleSet;
  const [first, second, third] = base.rules;
  if (!first || !second || !third) throw new Error('the process has rules');
  const retitled = (title: string) => ({
    ...base,
    rules: base.rules.map((one) => (one === second ? { ...one, title } : one)),
  });
  const test = { name: 'Here', facts: {}, in: { date: '2027-03-11' }, expect: {} };
  const mine = {
    ...retitled('Mine'),
    rules: [...retitled('Mine').rules, { ...first, id: 'added-here' }],
    tests: [test],
  };
  const theirs = {
    ...retitled('Theirs'),
    version: 2,
    rules: retitled('Theirs').rules.filter((one) => one !== third),
    tests: [{ ...test, name: 'There' }],
  };
  const both = takenOver(base, mine, theirs);
  expect(both.rules.find(({ id }) => id === second.id)?.title).toBe('Mine');
  expect(both.rules.map(({ id }) => id)).toEqual(expect.arrayContaining([first.id, second.id, 'added-here']));
  expect(both.rules.some(({ id }) => id === third.id)).toBe(false);
  expect(both.tests?.map(({ name }) => name)).toEqual(expect.arrayContaining(['Here', 'There']));
  const chosen = takenOver(base, mine, theirs, [second.id]);
  expect(chosen.rules.find(({ id }) => id === second.id)?.title).toBe('Theirs');
  const changes = changesBetween(base, both).rules.map(({ id, how }) => `${how} ${id}`);
  expect(changes.toSorted()).toEqual([`added added-here`, `changed ${second.id}`, `removed ${third.id}`].toSorted());
});

test('of two sentences only the words that differ are marked, and nothing is lost', () => {
  const before = 'If “Present risk” is at least High, then the official must decide.';
  const after = 'If “Present risk” is at least Medium and it is a guest, then the official must decide.';
  const found = wordDifferences('en', before, after);
  expect(found.before.filter(({ isOwn }) => isOwn).map(({ text }) => text)).toEqual(['High']);
  expect(found.after.filter(({ isOwn }) => isOwn).map(({ text }) => text)).toEqual(['Medium and it is a guest']);
  const whole = (pieces: { text: string }[]) => pieces.map(({ text }) => text).join('');
  expect([whole(found.before), whole(found.after)]).toEqual([before, after]);
  expect(wordDifferences('zh', '风险为高', '风险为低').after.at(-1)).toEqual({ text: '低', isOwn: true });
});
