// Ends the session and forgets everything this page has read.
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { call } from '../http/call.ts';
import { useWords } from '../i18n/words.ts';

/** @param everywhere on every device, not on this one alone */
export function SignOut({ everywhere = false }: { everywhere?: boolean }) {
  const { say } = useWords();
  const leave = useMutation({
    mutationFn: () => call(everywhere ? '/sessions' : '/sessions/current', { method: 'DELETE' }),
    // A page begun anew holds nothing that was read or typed here.
    onSuccess: () => {
      sessionStorage.clear();
      window.location.assign('/sign-in');
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
      {say(leave.isError ? 'sign-out.failed' : everywhere ? 'sign-out.everywhere' : 'sign-out')}
    </Button>
  );
}
