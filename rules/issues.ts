// Every fault of a text that means to be the rules of a process: its form, its facts, and what stands beside the rules.
import { besideIssues } from './beside-issues.ts';
import { factIssues } from './facts-of-process.ts';
import { checked, RuleSetError, type RuleSetIssue } from './guards.ts';
import { isProcessName, processes } from './index.ts';

/** Each with its rule and place. Where a process is asked for, rules of another are a fault. */
export function issuesOf(content: unknown, process?: string): RuleSetIssue[] {
  const misnamed = (code: string, message: string) => [{ rule: '', at: 'name', code, message }];
  try {
    const set = checked(content);
    const { name } = set;
    const wanted = process ?? name;
    if (!isProcessName(wanted)) {
      const known = Object.keys(processes).join(', ');
      return misnamed('unknown-process', `There is no process ${wanted}: it is one of ${known}`);
    }
    return [
      ...(name === wanted ? [] : misnamed('other-set', `These are rules of ${name}, not of ${wanted}`)),
      ...factIssues(set, processes[wanted].ruleSet.facts),
      ...besideIssues(set),
    ];
  } catch (error) {
    if (error instanceof RuleSetError) return [...error.issues];
    throw error;
  }
}
