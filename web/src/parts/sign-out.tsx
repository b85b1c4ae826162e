// Ends the session and forgets everything this page has read.
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { call } from '../http/call.ts';
import { useWords } from '../i18n/words.ts';

export function SignOut() {
  const { say } = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: () => call('/sessions/current', { method: 'DELETE' }),
    onSuccess: async () => {
      await navigate({ to: '/sign-in' });
      client.clear();
    },
  });
  return (
    <Button
      variant="subtle"
      color="gray"
      className="sign-out"
      size="compact-sm"
      loading={leave.isPending}
      onClick={() => leave.mutate()}
    >
      {say(leave.isError ? 'sign-out.failed' : 'sign-out')}
    </Button>
  );
}
