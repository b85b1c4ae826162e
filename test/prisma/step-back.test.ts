// Which version one step back brings at a place, told from what was in force there and when.
import { expect, test } from '@jest/globals';
import { stepBack, type InForce } from '../../prisma/rules-in-force.ts';

type Period = [version: number, from: number, to?: number];

function lookedBack(place: string, at: number, ...periods: Period[]): number | 'above' | null {
  const own = periods.map(([version, from, to = Infinity]): InForce => {
    const compiled = () => {
      throw new Error('No text is needed for this.');
    };
    return { version, hash: String(version), from, to, compiled };
  });
  return stepBack(new Map([[`rules ${place}`, own]]), 'rules', place, at);
}
const [always, xa] = ['*', 'country:XA'];

test.each<[string, ReturnType<typeof lookedBack>, number | 'above' | null]>([
  ['the first version has none before it', lookedBack(always, 5, [1, -Infinity]), null],
  ['a step on is undone', lookedBack(always, 5, [1, -Infinity, 2], [2, 2]), 1],
  ['a step back leads further back the next time', lookedBack(always, 9, [1, 0, 2], [2, 2, 3], [3, 3, 4], [2, 4]), 1],
  ['and nowhere from the first', lookedBack(always, 9, [1, 0, 2], [2, 2, 3], [1, 3]), null],
  [
    'what was published since a step back is undone to what it replaced',
    lookedBack(always, 9, [1, 0, 2], [2, 2, 3], [1, 3, 4], [3, 4]),
    1,
  ],
  ['what is to begin later does not count', lookedBack(always, 3, [1, 0, 2], [2, 2, 9], [3, 9]), 1],
  ['the only version of a place leads to what lies above', lookedBack(xa, 3, [2, 2]), 'above'],
  ['its second one leads to its first', lookedBack(xa, 4, [2, 2, 3], [3, 3]), 2],
  ['where a place has nothing of its own any more there is no step', lookedBack(xa, 9, [2, 2, 3]), null],
  ['what it had before a time without leads above all the same', lookedBack(xa, 9, [2, 2, 3], [3, 5]), 'above'],
  ['a place that never had its own has no step', lookedBack(xa, 9), null],
])('%s', (_, found, expected) => {
  expect(found).toBe(expected);
});
