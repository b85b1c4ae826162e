// What one version of a rule set says that another does not, in words; and what two drafts both changed.
import canonicalize from 'canonicalize';
import { aspectsOf, describe, entryKinds } from './rule-aspects.ts';
import type { EntryKind, Entries } from './rule-aspects.ts';
import type { RuleSet } from './rule-set.ts';
import { outcomesInWords } from './sentence.ts';

/** One property that differs, before and after in words. */
export type ChangedPart = { of: string; path: string; before?: string; after?: string };

export type RuleSetChange = {
  what: EntryKind | 'set' | 'otherwise' | 'undecided';
  how: 'added' | 'removed' | 'changed' | 'moved';
  /** Id of the rule or invariant, name of the fact or test, file of the story. */
  id?: string;
  /** Where it stands, such as `rules/high-risk/when`. */
  path: string;
  before?: string;
  after?: string;
  parts: ChangedPart[];
};

/** Empty where both say the same. The version number is no difference. */
export function differencesInWords(before: RuleSet, after: RuleSet): RuleSetChange[] {
  return [
    ...entryKinds.flatMap((kind) => listChanges(kind, before, after)),
    ...(['otherwise', 'undecided'] as const).flatMap((what): RuleSetChange[] => {
      if (isSame(before[what], after[what])) return [];
      const words = { before: outcomesInWords(before[what]), after: outcomesInWords(after[what]) };
      return [{ what, how: 'changed', path: what, ...words, parts: [] }];
    }),
    ...setChanges(before, after),
  ];
}

/** `elsewhere`: paths such as `otherwise` or `tests/a name`. */
export type Conflicts = { rules: string[]; elsewhere: string[] };

/** What both sides changed since they parted, and not alike. */
export function conflictsBetween(base: RuleSet, mine: RuleSet, theirs: RuleSet): Conflicts {
  const [old, own, other] = [contents(base), contents(mine), contents(theirs)];
  const paths = [...new Set([...old.keys(), ...own.keys(), ...other.keys()])].filter((path) => {
    const was = old.get(path);
    return own.get(path) !== was && other.get(path) !== was && own.get(path) !== other.get(path);
  });
  const isRule = (path: string) => path.startsWith('rules/');
  return {
    rules: paths.filter(isRule).map((path) => path.slice('rules/'.length)),
    elsewhere: paths.filter((path) => !isRule(path)),
  };
}

function listChanges<K extends EntryKind>(kind: K, before: RuleSet, after: RuleSet): RuleSetChange[] {
  const [old, now] = [keyed(kind, before), keyed(kind, after)];
  const common = [...now.keys()].filter((key) => old.has(key));
  const moved = new Set(
    displaced(
      [...old.keys()].filter((key) => now.has(key)),
      common,
    ),
  );
  const keys = [...now.keys(), ...[...old.keys()].filter((key) => !now.has(key))];
  return keys.flatMap((id): RuleSetChange[] => {
    const [was, is] = [old.get(id), now.get(id)];
    const head = { what: kind, id, path: `${kind}/${id}` };
    const words = {
      ...(was ? { before: describe(kind, before, was) } : {}),
      ...(is ? { after: describe(kind, after, is) } : {}),
    };
    if (!was) return [{ ...head, how: 'added', ...words, parts: [] }];
    if (!is) return [{ ...head, how: 'removed', ...words, parts: [] }];
    const parts = partsChanged(kind, head.path, [before, was], [after, is]);
    return [
      ...(parts.length > 0 ? [{ ...head, how: 'changed' as const, ...words, parts }] : []),
      ...(moved.has(id) ? [{ ...head, how: 'moved' as const, ...words, parts: [] }] : []),
    ];
  });
}

function partsChanged<K extends EntryKind>(
  kind: K,
  path: string,
  [before, was]: [RuleSet, Entries[K]],
  [after, is]: [RuleSet, Entries[K]],
): ChangedPart[] {
  const [old, now] = [aspectsOf(kind, before, was), aspectsOf(kind, after, is)];
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return keys.flatMap((key) => {
    const [one, other]: unknown[] = [Reflect.get(was, key), Reflect.get(is, key)];
    if (isSame(one, other)) return [];
    const said = { ...(one === undefined ? {} : { before: old.words(key) }) };
    const says = { ...(other === undefined ? {} : { after: now.words(key) }) };
    return [{ of: now.name(key), path: `${path}/${key}`, ...said, ...says }];
  });
}

/** By id, name or file; a second one of the same name is told apart, for a draft may hold it. */
function keyed<K extends EntryKind>(kind: K, set: RuleSet): Map<string, Entries[K]> {
  const found = new Map<string, Entries[K]>();
  const entries = (set[kind] ?? []) as Entries[K][];
  for (const entry of entries) {
    const name = 'id' in entry ? entry.id : 'file' in entry ? entry.file : entry.name;
    let key = name;
    for (let copy = 2; found.has(key); copy += 1) key = `${name}#${copy}`;
    found.set(key, entry);
  }
  return found;
}

/** The fewest entries that must move to turn one order into the other: all but a longest run that keeps it. */
function displaced(before: readonly string[], after: readonly string[]): string[] {
  const place = new Map(before.map((key, index) => [key, index]));
  const at = after.map((key) => place.get(key) ?? -1);
  const lowestEnd: number[] = [];
  const previous: number[] = [];
  for (const [index, value] of at.entries()) {
    let [low, top] = [0, lowestEnd.length];
    while (low < top) {
      const middle = (low + top) >> 1;
      if (at[lowestEnd[middle]!]! < value) low = middle + 1;
      else top = middle;
    }
    previous[index] = low > 0 ? lowestEnd[low - 1]! : -1;
    lowestEnd[low] = index;
  }
  const kept = new Set<number>();
  for (let index = lowestEnd.at(-1) ?? -1; index >= 0; index = previous[index]!) kept.add(index);
  return after.filter((_, index) => !kept.has(index));
}

function setChanges(before: RuleSet, after: RuleSet): RuleSetChange[] {
  const keys = ['name', 'title', 'hitPolicy'] as const;
  const named = keys.filter((key) => before[key] !== after[key]);
  const listed = (['invariants', 'tests', 'stories'] as const).filter(
    (key) => !before[key] !== !after[key] && !(before[key] ?? after[key])?.length,
  );
  const parts = [
    ...named.map((key) => ({ of: key, path: key, before: before[key], after: after[key] })),
    ...listed.map((key) => ({ of: key, path: key, [before[key] ? 'before' : 'after']: 'none' })),
  ];
  return parts.length > 0 ? [{ what: 'set', how: 'changed', path: '', parts }] : [];
}

function contents(set: RuleSet): Map<string, string> {
  const whole = (['title', 'otherwise', 'undecided'] as const).map((key): [string, string] => [key, bytes(set[key])]);
  const entries = entryKinds.flatMap((kind) =>
    [...keyed(kind, set)].map(([id, entry]): [string, string] => [`${kind}/${id}`, bytes(entry)]),
  );
  return new Map([...entries, ...whole]);
}

function isSame(one: unknown, other: unknown): boolean {
  return bytes(one) === bytes(other);
}

function bytes(value: unknown): string {
  return canonicalize(value) ?? '';
}
