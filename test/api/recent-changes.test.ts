// What changed lately is told from memory, completely or not at all.
import { expect, test } from '@jest/globals';
import { recentChanges } from '../../api/recent-changes.ts';

test('what came after a position is named once each, what came before it need not be', () => {
  const recent = recentChanges(10);
  recent.reach(100n, 0);
  for (const id of ['a', 'b', 'a']) recent.add(id);
  recent.reach(120n, recent.count());
  for (const id of ['c', 'd', 'c']) recent.add(id);
  expect(recent.since(120n)).toEqual(['c', 'd']);
  expect(recent.since(119n)).toEqual(['a', 'b', 'c', 'd']);
  expect(recent.since(999n)).toEqual(['c', 'd']);
});

test('what it cannot have heard, and what is too much to name, it does not pretend to know', () => {
  const recent = recentChanges(2);
  expect(recent.since(100n)).toBeNull();
  recent.reach(100n, 0);
  expect(recent.since(99n)).toBeNull();
  for (const id of ['a', 'b']) recent.add(id);
  expect(recent.since(100n)).toEqual(['a', 'b']);
  recent.add('c');
  expect(recent.since(100n)).toBeNull();
});

test('it keeps a bounded number of changes, and knows from where on', () => {
  const recent = recentChanges(10);
  recent.reach(100n, 0);
  for (let n = 0; n < 30_000; n += 1) {
    if (n === 29_995) recent.reach(200n, recent.count());
    recent.add(`case ${n}`);
  }
  expect(recent.since(100n)).toBeNull();
  expect(recent.since(200n)).toHaveLength(5);
});
