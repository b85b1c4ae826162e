// How far the stories of a draft as last saved are played: looked at again and again while they are.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Refused } from '../../../http/call.ts';
import { ask, draft as draftQuery, storyRun } from '../../../rulebook/queries.ts';
import type { Draft, StoryRun } from '../../../rulebook/types.ts';

export function useStoryRun(set: string, saved: Draft) {
  const client = useQueryClient();
  const { id, hash, content, stories } = saved;
  const looked = useQuery({
    ...storyRun(set, hash),
    enabled: stories.state === 'playing',
    refetchInterval: ({ state }) => (state.data?.state === 'playing' ? 1_500 : false),
  });
  // The server has been started anew and knows nothing of it: reading the draft begins it again.
  const isForgotten = looked.error instanceof Refused;
  useEffect(() => {
    if (isForgotten) void client.invalidateQueries({ queryKey: draftQuery(set, id).queryKey });
  }, [client, isForgotten, set, id]);
  const again = useMutation({
    mutationFn: () => ask<{ stories: StoryRun }>(set, 'test', { ref: { content } }),
    onSuccess: (answer) => {
      client.setQueryData(storyRun(set, hash).queryKey, answer.stories);
      client.setQueryData(draftQuery(set, id).queryKey, (before) => before && { ...before, stories: answer.stories });
    },
  });
  const run: StoryRun = looked.data ?? stories;
  return { run, again: () => again.mutate(), isAsking: again.isPending, error: again.error };
}
