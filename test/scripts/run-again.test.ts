// What a second run of failing files may change, and what it may not.
import { expect, test } from '@jest/globals';
import { filesToRunAgain, together } from '../../scripts/run-again.mjs';

type File = { name: string; status: string; assertionResults: { status: string }[] };
const file = (name: string, ...tests: ('passed' | 'failed')[]): File => ({
  name,
  status: tests.length > 0 && tests.every((one) => one === 'passed') ? 'passed' : 'failed',
  assertionResults: tests.map((status) => ({ status })),
});
const run = (...testResults: File[]) => ({ testResults, numTotalTests: 9 });
const figures = ({
  success,
  numPassedTests,
  numFailedTests,
  numRuntimeErrorTestSuites,
}: ReturnType<typeof together>) => [success, numPassedTests, numFailedTests, numRuntimeErrorTestSuites];
const first = run(file('a', 'passed', 'failed'), file('b', 'passed'), file('c'));

test('up to three files that failed are run again, and no more than three', () => {
  expect(filesToRunAgain(first)).toEqual(['a', 'c']);
  expect(filesToRunAgain(run(...'abcd'.split('').map((name) => file(name, 'failed'))))).toEqual([]);
  expect(filesToRunAgain(run(file('b', 'passed')))).toEqual([]);
});

test('what passes the second time counts as passed, and each test once', () => {
  const again = run(file('a', 'passed', 'passed'), file('c', 'passed'));
  expect(figures(together(first, again))).toEqual([true, 4, 0, 0]);
});

test('what fails the second time too fails the run', () => {
  expect(figures(together(first, run(file('a', 'failed', 'passed'), file('c', 'passed'))))).toEqual([false, 3, 1, 0]);
  expect(figures(together(first, run(file('a', 'passed', 'passed'), file('c'))))).toEqual([false, 3, 0, 1]);
});

test('what was not run again stays failed', () => {
  expect(figures(together(first, run(file('a', 'passed', 'passed'))))).toEqual([false, 3, 0, 1]);
});
