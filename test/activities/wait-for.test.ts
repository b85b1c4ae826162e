// A worker waits for a part that is away, and for nothing else.
import { expect, test } from '@jest/globals';
import { waitFor } from '../../activities/wait-for.ts';

const lines: string[] = [];
const log = { info: () => undefined, error: (_: object, text: string) => void lines.push(text) };
const isAway = (error: unknown) => error instanceof RangeError;

test('a part that was away is asked again and its answer given, each wait said', async () => {
  const answers = [new RangeError('away'), new RangeError('away'), 'there'];
  const ask = async () => {
    const answer = answers.shift()!;
    if (typeof answer === 'string') return answer;
    throw answer;
  };
  expect(await waitFor('PostgreSQL', log, ask, isAway)).toBe('there');
  expect(lines).toEqual(Array(2).fill('the worker waits for a part it needs'));
});

test('what is wrong with the part itself ends the worker', async () => {
  const ask = () => Promise.reject(new TypeError('no such table'));
  await expect(waitFor('PostgreSQL', log, ask, isAway)).rejects.toThrow('no such table');
});
