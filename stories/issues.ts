// Every fault of a text that means to be the rules of a process, those of the stories kept with it included.
import { createHash } from 'node:crypto';
import type { RuleSetIssue } from '../rules/guards.ts';
import { issuesOf as issuesOfRules } from '../rules/issues.ts';
import { RuleSet } from '../rules/rule-set.ts';
import { keptStories } from './kept.ts';

/** Each with its place. Where a process is asked for, rules of another are a fault. */
export function issuesOf(content: unknown, process?: string): RuleSetIssue[] {
  return [...issuesOfRules(content, process), ...storyIssues(content)];
}

/** None where the text is not even of the form of rules, which is a fault told of the rules. */
export function storyIssues(content: unknown): RuleSetIssue[] {
  const stories = typeof content === 'object' && content !== null && 'stories' in content ? content.stories : undefined;
  if (stories === undefined) return [];
  const { success, data } = RuleSet.safeParse(content);
  return success ? faultsOf(data) : [];
}

const mostRemembered = 20;
const remembered = new Map<string, RuleSetIssue[]>();

/** A draft is looked at again and again while its stories stay. */
function faultsOf({ stories, rules, otherwise, undecided }: RuleSet): RuleSetIssue[] {
  const set = { stories, rules, otherwise, undecided };
  const key = createHash('sha256').update(JSON.stringify(set)).digest('base64');
  const found =
    remembered.get(key) ??
    keptStories(set).files.flatMap(({ index, file, faults }) =>
      faults.map((fault) => ({
        rule: '',
        at: `stories[${index}]`,
        code: 'story-faulty',
        message: `${file}: ${fault}`,
      })),
    );
  remembered.delete(key);
  remembered.set(key, found);
  if (remembered.size > mostRemembered) remembered.delete(remembered.keys().next().value!);
  return found;
}
