// Plays stories kept beside the rules against a throwaway system in which these rules are in force.
import type { RuleSet } from '../rules/rule-set.ts';
import type { CliFinding } from './finding.ts';

export async function playStories(
  ruleSet: RuleSet,
  path: string,
): Promise<{ findings: CliFinding[]; lines: string[] }> {
  // Imported only where stories are asked for: they need a database and the server of workflows.
  const { playFiles } = await import('../stories/play-files.ts');
  const { results, faults } = await playFiles([path], { from: process.cwd(), ruleSets: [ruleSet] });
  return {
    findings: [
      ...faults.map((message): CliFinding => ({ code: 'story-not-readable', level: 'error', message })),
      ...results
        .filter(({ outcome }) => outcome === 'failed')
        .map(({ id, title, reason }): CliFinding => ({
          ...{ code: 'story-fails', level: 'error' },
          message: `${id} ${title}: ${reason}`,
        })),
    ],
    lines: results.map(({ id, title, outcome, ms }) => `${outcome} ${id} ${title} (${ms} ms)`),
  };
}
