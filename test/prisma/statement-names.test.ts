// What is asked again and again is planned once, and the number of plans kept has an end.
import { expect, test } from '@jest/globals';
import { statementNames } from '../../prisma/statement-names.ts';

const askedOf = (nameOf: ReturnType<typeof statementNames>, sql: string, times: number) =>
  Array.from({ length: times }, () => nameOf({ sql }));

test('a statement has a name from its third use on, and keeps it', () => {
  const [first, second, third, fourth] = askedOf(statementNames(), 'SELECT 1', 4);
  expect([first, second]).toEqual(['', '']);
  expect(third).toMatch(/^[0-9a-f]{32}$/);
  expect(fourth).toBe(third);
});

test('two statements never share a name', () => {
  const nameOf = statementNames();
  expect(askedOf(nameOf, 'SELECT 1', 3).at(-1)).not.toBe(askedOf(nameOf, 'SELECT 2', 3).at(-1));
});

test('however many statements there are, only so many are kept', () => {
  const nameOf = statementNames();
  const names = Array.from({ length: 1_000 }, (_, index) => askedOf(nameOf, `SELECT ${index}`, 3).at(-1));
  expect(new Set(names.filter((name) => name !== '')).size).toBe(150);
});
