// The way on for who must prove again who he is: back to this very page after a fresh sign-in.
import { Button } from '@mantine/core';
import { codeOf } from '../http/call.ts';
import { useWords } from '../i18n/words.ts';

export function SignInAgain({ error }: { error: Error }) {
  const { say } = useWords();
  if (codeOf(error) !== 'step-up-required') return null;
  const back = encodeURIComponent(location.pathname + location.search);
  return (
    <p className="row">
      <Button component="a" href={`/api/v1/auth/login?again=1&return=${back}`}>
        {say('case.sign-in-again')}
      </Button>
    </p>
  );
}
