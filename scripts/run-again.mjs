// What a run of the tests left failing, and what becomes of it when those files are run once more, one at a time.

/** A machine short of time fails a file or two; more than that is a fault of the change. */
const mostAgain = 3;

/** Files worth a second run: none where there are many, or where jest itself broke. */
export function filesToRunAgain({ testResults }) {
  const failed = testResults.filter(({ status }) => status === 'failed').map(({ name }) => name);
  return failed.length <= mostAgain ? failed : [];
}

/** The first run with the second in place of what it ran again. */
export function together(first, again) {
  const names = new Set(again.testResults.map(({ name }) => name));
  const testResults = [...first.testResults.filter(({ name }) => !names.has(name)), ...again.testResults];
  const count = (status) =>
    testResults.flatMap(({ assertionResults }) => assertionResults).filter((one) => one.status === status).length;
  const broken = testResults.filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.length);
  return {
    ...first,
    success: testResults.every(({ status }) => status !== 'failed'),
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numRuntimeErrorTestSuites: broken.length,
    testResults,
  };
}
