// A rule as a plain sentence in the reader's language, built from its structure and the words of the catalogue.
import type { Say, Word } from '../i18n/speech.ts';
import type { Condition, FactDeclaration, Outcome, Rule, RuleSet, Scope, Test } from './types.ts';

export type Speech = {
  say: Say;
  word: Word;
  has: (kind: 'fact' | 'value' | 'risk', code: string) => boolean;
  language: string;
};
type Declared = readonly FactDeclaration[];

export function sentenceOf(speech: Speech, { facts }: Pick<RuleSet, 'facts'>, rule: Rule): string {
  const outcomes = list(
    speech,
    rule.then.map((one) => outcomeWords(speech, one)),
    'and',
  );
  const sentence = speech.say('sentence.rule', { condition: conditionWords(speech, facts, rule.when), outcomes });
  return rule.reason === undefined
    ? plain(sentence)
    : plain(`${sentence} ${speech.say('sentence.reason', { reason: speech.word('reason', rule.reason) })}`);
}

/** The parts are in one language and direction: isolates between them only break what copies or searches them. */
const plain = (text: string): string => text.replace(/[\u2068\u2069]/g, '');

export function conditionWords(speech: Speech, facts: Declared, of: Condition, isInner = false): string {
  if ('not' in of) return plain(speech.say('sentence.not', { condition: conditionWords(speech, facts, of.not, true) }));
  if ('all' in of || 'any' in of) {
    const [parts, joined] = 'all' in of ? ([of.all, 'and'] as const) : ([of.any, 'or'] as const);
    const text = list(
      speech,
      parts.map((part) => conditionWords(speech, facts, part, parts.length > 1)),
      joined,
    );
    return isInner && parts.length > 1 ? `(${text})` : text;
  }
  return testWords(speech, facts, of);
}

export function testWords(speech: Speech, facts: Declared, test: Test): string {
  const declared = facts.find(({ name }) => name === test.fact);
  const fact = factTitle(speech, declared ?? test.fact);
  return plain(speech.say('sentence.test', { fact, comparison: comparisonWords(speech, declared, test) }));
}

/** The test without its fact: "is at most 72 hours". */
export function comparisonWords(
  speech: Speech,
  declared: FactDeclaration | undefined,
  { is, value, missing }: Test,
): string {
  const comparison = speech.word('field', is);
  const compared =
    value === undefined
      ? comparison
      : speech.say('sentence.compared', { comparison, value: valueWords(speech, declared, value) });
  const unknown =
    missing === undefined || missing === 'person' ? '' : ` (${speech.say(`sentence.missing.${missing}`)})`;
  return plain(compared + unknown);
}

export function factTitle({ word, has }: Speech, fact: FactDeclaration | string): string {
  const name = typeof fact === 'string' ? fact : fact.name;
  if (has('fact', name)) return word('fact', name);
  return typeof fact === 'string' ? fact : fact.title;
}

export function valueWords(speech: Speech, declared: FactDeclaration | undefined, value: unknown): string {
  if (Array.isArray(value))
    return list(
      speech,
      value.map((one) => valueWords(speech, declared, one)),
      'or',
    );
  if (typeof value === 'boolean') return speech.say(value ? 'value.true' : 'value.false');
  const of = declared?.of;
  if (typeof value === 'number') {
    const number = new Intl.NumberFormat(locale(speech)).format(value);
    if (of?.type !== 'number' || of.unit === undefined) return number;
    return of.unit === 'hours' ? speech.say('sentence.hours', { count: value }) : `${number} ${of.unit}`;
  }
  return optionWords(speech, String(value));
}

/** Stands in an example for whatever no rule names. */
const standIn = /^(other|elsewhere)(-\d+)?$/;

/** A value of an example: what is declared in so many words, or anything besides. */
export function exampleWords(speech: Speech, declared: FactDeclaration | undefined, value: unknown): string {
  if (Array.isArray(value))
    return value.length === 0
      ? speech.say('none')
      : list(
          speech,
          value.map((one) => exampleWords(speech, declared, one)),
          'and',
        );
  const named = declared && 'values' in declared.of ? (declared.of.values ?? []) : [];
  const isNamed = typeof value !== 'string' || named.includes(value) || !standIn.test(value);
  return isNamed ? valueWords(speech, declared, value) : speech.say('range.other');
}

/** One of the words a fact may be. */
export function optionWords({ word, has }: Speech, value: string): string {
  if (has('value', value)) return word('value', value);
  return has('risk', value) ? word('risk', value) : value;
}

export function outcomeWords(speech: Speech, of: Outcome): string {
  const { say, word } = speech;
  switch (of.kind) {
    case 'require': {
      const authority = word('authority', of.authority);
      const who = of.of === undefined || of.of === 'area' ? authority : say(`sentence.of.${of.of}`, { authority });
      const asked = say(`sentence.${of.mode}`, { authority: who });
      if (of.deadlineHours === undefined) return plain(asked);
      return plain(say('sentence.within', { what: asked, hours: say('sentence.hours', { count: of.deadlineHours }) }));
    }
    case 'stop':
      return plain(say(`sentence.stop.${of.remedy}`, { code: word('reason', of.code) }));
    case 'hold':
    case 'note':
      return plain(say(`sentence.${of.kind}`, { code: word('reason', of.code) }));
    case 'condition': {
      const due = of.due === undefined ? '' : ` (${say(`due.${of.due}`)})`;
      return plain(say('sentence.condition', { code: word('condition', of.code) + due }));
    }
    case 'settle':
      return say(`sentence.settle.${of.state}`);
    case 'allow':
      return say('sentence.allow');
    case 'openCase':
      return plain(say('sentence.open', { process: word('process', of.process) }));
  }
}

/** Where and when a rule applies; empty when everywhere and always. */
export function scopeWords(speech: Speech, scope: Scope | undefined, day: (date: string) => string): string[] {
  if (!scope) return [];
  const { say } = speech;
  const places = (['countries', 'areas', 'organizations'] as const).flatMap((kind) => {
    const ids = scope[kind];
    return ids ? [say(`scope.${kind}.words`, { list: list(speech, ids, 'or') })] : [];
  });
  const dates = [
    ...(scope.from === undefined ? [] : [say('scope.from.words', { date: day(scope.from) })]),
    ...(scope.to === undefined ? [] : [say('scope.to.words', { date: day(scope.to) })]),
  ];
  return [...places, ...dates].map(plain);
}

export function list(speech: Speech, parts: readonly string[], joined: 'and' | 'or'): string {
  const type = joined === 'and' ? 'conjunction' : 'disjunction';
  return new Intl.ListFormat(locale(speech), { type }).format(parts);
}

const locale = ({ language }: Speech): string => (language === 'en' ? 'en-GB' : language);
