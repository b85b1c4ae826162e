// How each kind of entry of a rule set, and each property of one, is said in words.
import canonicalize from 'canonicalize';
import type { FactDeclaration, Invariant, Rule, RuleSet, RuleTest, Scope, StoryFile } from './rule-set.ts';
import { conditionInWords, outcomesInWords, sentence } from './sentence.ts';

export type Entries = {
  rules: Rule;
  invariants: Invariant;
  tests: RuleTest;
  stories: StoryFile;
  facts: FactDeclaration;
};
export type EntryKind = keyof Entries;
export const entryKinds = ['rules', 'invariants', 'tests', 'stories', 'facts'] as const satisfies EntryKind[];

/** The names of what can change of a rule; `order` is its step, and its place among others is told as moved. */
const names: Readonly<Record<string, string>> = {
  when: 'condition',
  then: 'outcome',
  scope: 'scope',
  step: 'order',
  title: 'words',
  source: 'words',
  reason: 'reason',
};

/** A story is a page: where two differ in it, its beginning tells which it is. */
const mostShown = 500;

export function describe<K extends EntryKind>(kind: K, set: RuleSet, entry: Entries[K]): string {
  const given = { kind, entry } as { [E in EntryKind]: { kind: E; entry: Entries[E] } }[EntryKind];
  switch (given.kind) {
    case 'rules': {
      const where = given.entry.scope ? ` ${capital(scopeInWords(given.entry.scope))}.` : '';
      return `${sentence(set, given.entry)}${where}`;
    }
    case 'invariants':
      return `Where ${conditionInWords(set, given.entry.when)}, it must be ${mustInWords(given.entry.must)}.`;
    case 'tests':
      return `With ${plain(given.entry.facts)} in ${plain(given.entry.in)}: ${plain(given.entry.expect)}`;
    case 'stories':
      return given.entry.text.slice(0, mostShown);
    case 'facts':
      return `${given.entry.title}: ${plain(given.entry.of)}, from ${given.entry.from}`;
  }
}

/** Names and words of the properties of one entry. */
export function aspectsOf<K extends EntryKind>(kind: K, set: RuleSet, entry: Entries[K]) {
  return {
    name: (key: string) => (kind === 'rules' ? (names[key] ?? key) : key),
    words(key: string): string {
      if (key === 'when' && 'when' in entry) return conditionInWords(set, entry.when);
      if (key === 'then' && 'then' in entry) return outcomesInWords(entry.then);
      if (key === 'scope' && 'scope' in entry && entry.scope) return scopeInWords(entry.scope);
      if (key === 'must' && 'must' in entry) return mustInWords(entry.must);
      return plain(Reflect.get(entry, key)).slice(0, key === 'text' ? mostShown : undefined);
    },
  };
}

export function scopeInWords({ countries, areas, organizations, from, to }: Scope): string {
  const parts = [
    countries ? `only in ${countries.join(', ')}` : '',
    areas ? `only in the areas ${areas.join(', ')} and within them` : '',
    organizations ? `only for ${organizations.join(', ')}` : '',
    from === undefined ? '' : `for what is judged from ${from}`,
    to === undefined ? '' : `for what is judged until ${to}`,
  ];
  return parts.filter(Boolean).join(', ') || 'everywhere';
}

const states = { halted: 'halted', 'looked-at': 'looked at by a person', 'asked-for': 'asked for' } as const;

function mustInWords(must: Invariant['must']): string {
  return must.be === 'decided'
    ? `halted, or decided by the ${must.atLeast.replaceAll('-', ' ')} or higher`
    : states[must.be];
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : (canonicalize(value) ?? '');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
