// A draft with what came in force since it was begun taken over, entry by entry.
import { inOrder } from './edit.ts';
import { isSame } from './changes.ts';
import type { RuleSet } from './types.ts';

/** Where both changed the same, the draft stands, but for the rules named. */
export function takenOver(base: RuleSet, mine: RuleSet, theirs: RuleSet, wanted: readonly string[] = []): RuleSet {
  const lists = {
    rules: inOrder(merged(base.rules, mine.rules, theirs.rules, ({ id }) => id, wanted)),
    facts: merged(base.facts, mine.facts, theirs.facts, ({ name }) => name),
  };
  const invariants = merged(base.invariants, mine.invariants, theirs.invariants, ({ id }) => id);
  const tests = merged(base.tests, mine.tests, theirs.tests, ({ name }) => name);
  const stories = merged(base.stories, mine.stories, theirs.stories, ({ file }) => file);
  const { invariants: _, tests: __, stories: ___, ...rest } = mine;
  return {
    ...rest,
    ...lists,
    title: isSame(base.title, mine.title) ? theirs.title : mine.title,
    otherwise: isSame(base.otherwise, mine.otherwise) ? theirs.otherwise : mine.otherwise,
    undecided: isSame(base.undecided, mine.undecided) ? theirs.undecided : mine.undecided,
    ...(invariants.length > 0 ? { invariants } : {}),
    ...(tests.length > 0 ? { tests } : {}),
    ...(stories.length > 0 ? { stories } : {}),
  };
}

function merged<T>(
  base: readonly T[] = [],
  mine: readonly T[] = [],
  theirs: readonly T[] = [],
  keyOf: (one: T) => string,
  wanted: readonly string[] = [],
): T[] {
  const [was, own, other] = [base, mine, theirs].map((list) => new Map(list.map((one) => [keyOf(one), one])));
  const isWanted = (key: string) =>
    wanted.includes(key) || (own?.has(key) === was?.has(key) && isSame(own?.get(key), was?.get(key)));
  const kept = mine.flatMap((one) => {
    const key = keyOf(one);
    if (!isWanted(key)) return [one];
    const chosen = other?.get(key);
    return chosen === undefined ? [] : [chosen];
  });
  return [...kept, ...theirs.filter((one) => !own?.has(keyOf(one)) && isWanted(keyOf(one)))];
}
