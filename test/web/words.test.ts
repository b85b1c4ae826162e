// Whatever the product tells or refuses with a code, it can say in each of its languages.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { problemCodes } from '../../api/problem-codes.ts';
import { travelVerbs } from '../../rules/travel-acts.ts';
import { readWorldFile } from '../../prisma/seed/world-file.ts';
import { ruleChangeRules } from '../../rules/rule-change.ts';
import { travelClearanceRules } from '../../rules/travel-clearance.ts';

const project = join(import.meta.dirname, '../..');
const locales = join(project, 'web/locales');
const languages = readdirSync(locales);

const sources = ['activities', 'api', 'workflows'].flatMap((folder) =>
  readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(project, folder, name), 'utf8')),
);
const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, code = '']) => code);
const inSources = (pattern: RegExp) => sources.flatMap((text) => found(text, pattern));

/** Codes given to `tell`, without the offices it names to find the people, and without parameters. */
function told(): string[] {
  const calls = inSources(/\btell\(([\s\S]*?)\);/g).map((call) =>
    call.replaceAll(/holdersToTell\(\[[^\]]*\]/g, '').replaceAll(/\{[^}]*\}/g, ''),
  );
  return [...calls.flatMap((call) => found(call, /'([a-z-]+)'/g)), ...statesOfACase(), ...statesOfAChange()];
}

function statesOfACase(): string[] {
  const text = readFileSync(join(project, 'activities/trip/trip-state.ts'), 'utf8');
  return found(text.slice(text.indexOf('function tripState')), /(?:return .*|case )'([a-z-]+)'[;:]/g);
}

/** A change of rules has its states, and its notices, in one table. */
function statesOfAChange(): string[] {
  const text = readFileSync(join(project, 'activities/rule-change/rule-change.ts'), 'utf8');
  const from = text.indexOf('const stateOfCase');
  return found(text.slice(from, text.indexOf('};', from)), /: '([a-z-]+)'/g).filter((state) => state !== 'submitted');
}

function refused(): string[] {
  return [
    ...Object.keys(problemCodes),
    ...inSources(/\b(?:refuse|refusal|problemOf)\(\s*'([a-z-]+)'/g),
    ...inSources(/\bnew Problem\(\s*\d+,\s*'([a-z-]+)'/g),
    ...inSources(/\bfault\([^,]+,\s*'([a-z-]+)'/g),
    ...inSources(/^ {2}'?([a-z]+(?:-[a-z]+)+|restricted)'?: (?:4\d\d|'[A-Z])/gm),
  ];
}

function lacking(language: string, kind: string, codes: Iterable<string>): string[] {
  const messages = JSON.parse(readFileSync(join(locales, language, 'codes.json'), 'utf8')) as Record<string, string>;
  return [...new Set(codes)].map((code) => `${kind}.${code}`).filter((key) => !messages[key]);
}

/** What the rules of a process may answer, by kind of outcome. */
function outcomes(value: unknown, kinds: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => outcomes(one, kinds));
  if (value === null || typeof value !== 'object') return [];
  const { kind, code } = value as { kind?: string; code?: string };
  const own = kind !== undefined && code !== undefined && kinds.includes(kind) ? [code] : [];
  return [...own, ...Object.values(value).flatMap((one: unknown) => outcomes(one, kinds))];
}

test('the sources do tell and refuse with codes', () => {
  expect(told()).toEqual(expect.arrayContaining(['task-waiting', 'moved-up', 'needs-help', 'received', 'cleared']));
  expect(refused()).toEqual(
    expect.arrayContaining(['unsigned', 'stale-facts', 'itinerary-gap', 'conflict-of-interest']),
  );
});

test.each(languages)('every notice and every refusal has words in %s', (language) => {
  expect(lacking(language, 'notice', told())).toEqual([]);
  expect(lacking(language, 'problem', refused())).toEqual([]);
});

test.each(languages)('every state, reason, condition, role and act has words in %s', (language) => {
  const states = [
    ...statesOfACase(),
    ...statesOfAChange(),
    ...inSources(/moveTo\(\w+, \w+, '([a-z-]+)'/g),
    ...inSources(/kase\.state = '([a-z-]+)'/g),
  ];
  const reasons = [
    ...outcomes([travelClearanceRules, ruleChangeRules], ['require', 'stop', 'hold', 'note']),
    ...inSources(/addReason\(\w+, '([a-z-]+)'/g),
  ];
  const appointed = readWorldFile('test/scenarios/world.yaml').appointments.map(({ role }) => role);
  expect(lacking(language, 'state', states)).toEqual([]);
  expect(lacking(language, 'reason', reasons)).toEqual([]);
  expect(lacking(language, 'condition', outcomes(travelClearanceRules, ['condition']))).toEqual([]);
  expect(lacking(language, 'authority', appointed)).toEqual([]);
  expect(lacking(language, 'verb', travelVerbs)).toEqual([]);
  expect(lacking(language, 'did', travelVerbs)).toEqual([]);
});

test.each(languages)('every fault of a rule set can be said in %s', (language) => {
  const files = ['guards', 'guard-conditions', 'beside-issues', 'facts-of-process', 'issues'];
  const texts = files.map((name) => readFileSync(join(project, `rules/${name}.ts`), 'utf8'));
  const codes = texts.flatMap((text) => found(text, /'([a-z]+(?:-[a-z]+)+)'/g));
  const words = JSON.parse(readFileSync(join(locales, language, 'rules.json'), 'utf8')) as Record<string, string>;
  const said = codes.filter((code) => code !== 'security-management-team');
  expect(said.length).toBeGreaterThan(15);
  expect(said.filter((code) => !words[`fault.${code}`])).toEqual([]);
});
