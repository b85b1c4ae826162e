type Results = { testResults: { name: string; status: string; assertionResults: { status: string }[] }[] };
export function filesToRunAgain(run: Results): string[];
export function together<Run extends Results>(
  first: Run,
  again: Results,
): Run & { success: boolean; numPassedTests: number; numFailedTests: number; numRuntimeErrorTestSuites: number };
