// A rule as a plain English sentence, for pages that explain a decision.
import type { Condition, Outcome, Rule, RuleSet, Test } from './rule-set.ts';

const comparisons: Readonly<Record<Test['is'], string>> = {
  equal: 'is',
  'not-equal': 'is not',
  in: 'is one of',
  'not-in': 'is none of',
  less: 'is below',
  'at-most': 'is at most',
  more: 'is above',
  'at-least': 'is at least',
  contains: 'contains',
  'contains-none-of': 'contains none of',
  empty: 'is empty',
  'not-empty': 'is not empty',
  missing: 'is not given',
  present: 'is given',
};

const relationWords = { area: '', claimants: ' of the claimants', traveller: ' of the traveller’s organization' };
const modeWords = { decide: 'must decide', advise: 'is asked for advice', inform: 'is told' };

export function sentence(ruleSet: RuleSet, rule: Rule): string {
  const reason = rule.reason ? ` (${rule.reason})` : '';
  return `If ${conditionInWords(ruleSet, rule.when)}, then ${outcomesInWords(rule.then)}${reason}.`;
}

export function conditionInWords({ facts }: Pick<RuleSet, 'facts'>, when: Condition): string {
  return condition(when, new Map(facts.map((fact) => [fact.name, fact])));
}

export function outcomesInWords(outcomes: readonly Outcome[]): string {
  return list(outcomes.map(outcome), 'and');
}

type Titles = ReadonlyMap<string, RuleSet['facts'][number]>;

function condition(of: Condition, titles: Titles, isInner = false): string {
  if ('not' in of) return `it is not so that ${condition(of.not, titles, true)}`;
  if ('all' in of || 'any' in of) {
    const [parts, word] = 'all' in of ? [of.all, 'and'] : [of.any, 'or'];
    const text = list(
      parts.map((part) => condition(part, titles, parts.length > 1)),
      word,
    );
    return isInner && parts.length > 1 ? `(${text})` : text;
  }
  return test(of, titles);
}

function test({ fact, is, value, missing }: Test, titles: Titles): string {
  const declared = titles.get(fact);
  const unit = declared?.of.type === 'number' && declared.of.unit ? ` ${declared.of.unit}` : '';
  const compared = value === undefined ? '' : ` ${words(value)}${unit}`;
  const unknown = missing === 'holds' ? ' or not known' : '';
  return `“${declared?.title ?? fact}” ${comparisons[is]}${compared}${unknown}`;
}

function words(value: NonNullable<Test['value']>): string {
  if (Array.isArray(value)) return list(value, 'or');
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return String(value);
}

function outcome(of: Outcome): string {
  switch (of.kind) {
    case 'require': {
      const deadline = of.deadlineHours === undefined ? '' : ` within ${of.deadlineHours} hours`;
      return `the ${spaced(of.authority)}${relationWords[of.of ?? 'area']} ${modeWords[of.mode]}${deadline}`;
    }
    case 'stop':
      return of.remedy === 'mend' ? `it goes back to be mended: ${of.code}` : `it is denied: ${of.code}`;
    case 'hold':
      return `it waits: ${of.code}`;
    case 'condition':
      return `it is granted on condition: ${of.code}${of.due ? ` (${spaced(of.due)})` : ''}`;
    case 'note':
      return `it is noted: ${of.code}`;
    case 'settle':
      return of.state === 'registered' ? 'it is only registered' : 'no clearance is required';
    case 'allow':
      return 'nobody need decide';
    case 'openCase':
      return `a case opens: ${of.process}`;
  }
}

function spaced(code: string): string {
  return code.replaceAll('-', ' ');
}

function list(parts: readonly string[], word: string): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1)}`;
}
