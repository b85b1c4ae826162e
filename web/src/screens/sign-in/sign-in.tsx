// Sign in: through the organization's own sign-in, or as one of the people of the demonstration.
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Refused, call } from '../../http/call.ts';
import { demoPeople } from '../../http/queries.ts';
import type { DemoPerson } from '../../http/types.ts';
import { useWords } from '../../i18n/words.ts';
import { Empty, Failed, Loading } from '../../parts/answer.tsx';
import { LanguageSwitch } from '../../parts/language-switch.tsx';
import { Page } from '../../parts/page.tsx';
import { Name, nameOf } from '../../parts/text.tsx';

export function SignIn() {
  const { say } = useWords();
  const people = useQuery({ ...demoPeople, retry: false });
  const hasNoDemo = people.error instanceof Refused && people.error.problem.status < 500;
  return (
    <>
      <header className="top">
        <div className="top-row">
          <span className="brand">
            <img src="/icon.svg" alt="" width="26" height="26" />
            Safeconduct
          </span>
          <LanguageSwitch />
        </div>
      </header>
      <main>
        <Page title={say('sign-in.title')}>
          {people.data && <People of={people.data} />}
          {people.isPending && <Loading />}
          {hasNoDemo && <Organization />}
          {people.error && !hasNoDemo && <Failed error={people.error} retry={() => void people.refetch()} />}
        </Page>
      </main>
    </>
  );
}

/** Only addresses of this app are returned to. */
const useReturn = (): string => {
  const { return: wanted } = useSearch({ from: '/sign-in' });
  return wanted?.startsWith('/') && !wanted.startsWith('//') ? wanted : '/';
};

function Organization() {
  const { say } = useWords();
  const back = useReturn();
  return (
    <>
      <p>{say('sign-in.organization.text')}</p>
      <Button component="a" href={`/api/v1/auth/login?return=${encodeURIComponent(back)}`}>
        {say('sign-in.organization')}
      </Button>
    </>
  );
}

function People({ of }: { of: DemoPerson[] }) {
  const { say, word } = useWords();
  const [typed, setTyped] = useState('');
  const client = useQueryClient();
  const router = useRouter();
  const back = useReturn();
  const enter = useMutation({
    mutationFn: (person: string) => call('/demo/sessions', { method: 'POST', body: { person } }),
    onSuccess: () => {
      client.clear();
      router.history.push(back);
    },
  });
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const textOf = (person: DemoPerson) =>
    [
      person.id,
      person.name,
      nameOf(person.organization),
      person.title ?? '',
      ...person.roles.map((role) => word('authority', role)),
    ]
      .join(' ')
      .toLowerCase();
  const shown = of.filter((person) => words.every((part) => textOf(person).includes(part)));
  return (
    <>
      <p className="dim">{say('sign-in.demo.text')}</p>
      {enter.error && <Failed error={enter.error} />}
      <TextInput
        label={say('sign-in.filter')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        className="narrow"
      />
      <p role="status" className="dim">
        {say('sign-in.count', { count: shown.length })}
      </p>
      {shown.length === 0 && <Empty title={say('sign-in.none')} />}
      <ul className="people">
        {shown.map((person) => (
          <li key={person.id}>
            <button type="button" disabled={enter.isPending} onClick={() => enter.mutate(person.id)}>
              <strong>
                <Name>{person.name}</Name>
              </strong>
              <span>
                <Name>{nameOf(person.organization)}</Name>
              </span>
              <span className="dim">
                {person.roles.length > 0
                  ? [...new Set(person.roles)].map((role) => word('authority', role)).join(' · ')
                  : (person.title ?? say('sign-in.traveller'))}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
