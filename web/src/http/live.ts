// Keeps pages fresh: server-sent events while they arrive, polling when they do not.
import type { QueryClient } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

const lists = ['tasks', 'requests', 'notices'];
const pollEvery = 20_000;

function refresh(client: QueryClient, request: string | undefined): void {
  void client.invalidateQueries({
    predicate: ({ queryKey: [kind, id] }) =>
      lists.includes(String(kind)) ||
      kind === 'task' ||
      ((kind === 'request' || kind === 'explanation') && (request === undefined || id === request)),
  });
}

function requestOf(data: string): string | undefined {
  try {
    const { request } = JSON.parse(data) as { request?: string };
    return request;
  } catch {
    return undefined;
  }
}

export function useLiveUpdates(): void {
  const client = useQueryClient();
  useEffect(() => {
    let opened = false;
    const source = new EventSource('/api/v1/events');
    source.onopen = () => {
      if (opened) refresh(client, undefined);
      opened = true;
    };
    source.onmessage = ({ data }) => refresh(client, requestOf(String(data)));
    const poll = setInterval(() => {
      if (source.readyState !== EventSource.OPEN && document.visibilityState === 'visible') refresh(client, undefined);
    }, pollEvery);
    return () => {
      clearInterval(poll);
      source.close();
    };
  }, [client]);
}
