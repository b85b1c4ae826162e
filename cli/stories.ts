// Plays stories, kept with the rules or beside them, against a throwaway system in which these rules are in force.
import type { RuleSet } from '../rules/rule-set.ts';
import { hasStories } from '../stories/kept.ts';
import type { Played } from '../stories/stage/play.ts';
import { findingAt } from './faults.ts';
import type { CliFinding } from './finding.ts';
import type { RuleSource } from './rule-source.ts';

type Said = { findings: CliFinding[]; lines: string[] };

/** Those the file of the rules carries, each fault at its place. */
export async function playKeptStories(source: RuleSource, ruleSet: RuleSet): Promise<Said> {
  if (!hasStories(ruleSet)) return { findings: [], lines: [] };
  const { playKept } = await import('../stories/stage/play-kept.ts');
  const { results, why } = await playKept(ruleSet, { mayInstall: true });
  const findings = results
    .filter(({ outcome }) => outcome === 'failed')
    .map((one) => {
      const at = `stories[${ruleSet.stories!.findIndex(({ file }) => file === one.file)}]`;
      return findingAt(source, { rule: '', at, ...failed(one) }, 'error');
    });
  if (why) findings.push({ code: 'story-not-played', level: 'error', message: why.message });
  return { findings, lines: results.map(lineOf) };
}

export async function playStories(ruleSet: RuleSet, path: string): Promise<Said> {
  // Imported only where stories are asked for: they need a database and the server of workflows.
  const { playFiles } = await import('../stories/play-files.ts');
  const { results, faults } = await playFiles([path], { from: process.cwd(), ruleSets: [ruleSet] });
  return {
    findings: [
      ...faults.map((message): CliFinding => ({ code: 'story-not-readable', level: 'error', message })),
      ...results
        .filter(({ outcome }) => outcome === 'failed')
        .map((one): CliFinding => ({ level: 'error', ...failed(one) })),
    ],
    lines: results.map(lineOf),
  };
}

const failed = ({ id, title, reason }: Played) => ({ code: 'story-fails', message: `${id} ${title}: ${reason}` });
const lineOf = ({ id, title, outcome, ms }: Played) => `${outcome} ${id} ${title} (${ms} ms)`;
