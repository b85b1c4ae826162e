// The faults of what is on the page now, saved or not, as the server finds them.
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ask } from '../../../rulebook/queries.ts';
import type { Draft, Issue, RuleSet } from '../../../rulebook/types.ts';

export function useIssues(draft: Draft, content: RuleSet, isDirty: boolean): readonly Issue[] {
  const [settled] = useDebouncedValue(content, 700);
  const found = useQuery({
    queryKey: ['rule-faults', settled],
    queryFn: async ({ signal }) => {
      const answer = await ask<{ issues: Issue[] } | { items: Issue[] }>(
        settled.name,
        'lint',
        { ref: { content: settled } },
        signal,
      );
      return 'issues' in answer ? answer.issues : answer.items;
    },
    enabled: isDirty || settled !== draft.content,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    retry: false,
  });
  return (isDirty ? found.data : undefined) ?? draft.issues;
}
