// The query cache and its manners: wait and try again when the server is away, never when it refused.
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { Refused, isPassing } from './call.ts';

/** `onSignedOut` is told when the session has ended. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: Error) => {
    if (error instanceof Refused && error.problem.status === 401) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        networkMode: 'always',
        retry: (count, error) => isPassing(error) && count < 2,
        retryDelay: 800,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
