// What an act asks for before it is done: words, a state of being, or a new date.
import { Button, NativeSelect, TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { Part, Request } from '../../http/types.ts';
import { instantOf, useNow, useTimes } from '../../i18n/time.ts';
import { useWords } from '../../i18n/words.ts';

export const verbs = [
  'confirm',
  'acknowledge-briefing',
  'check-in',
  'close',
  'appeal',
  'amend',
  'extend',
  'add-note',
  'cancel',
] as const;
export type Verb = (typeof verbs)[number];

const statuses = ['safe', 'injured', 'needs-help', 'out-of-area'];
const withReason: Verb[] = ['cancel', 'close', 'appeal'];
const needsWords: Verb[] = ['appeal', 'add-note'];
const explained = ['cancel', 'close', 'appeal', 'extend', 'add-note'] as const;

type Props = {
  verb: Verb;
  request: Request;
  busy: boolean;
  onSend: (form: Record<string, unknown>) => void;
  onCancel: () => void;
};

export function ActForm(props: Props) {
  const { say, word } = useWords();
  const { verb } = props;
  const told = explained.find((one) => one === verb);
  return (
    <div className="panel">
      <h2 id="act-title">{word('verb', verb)}</h2>
      {told && <p>{say(`acts.text.${told}`)}</p>}
      {verb === 'extend' ? <ExtendForm {...props} /> : <WordsForm {...props} />}
    </div>
  );
}

function Ends({ verb, busy, onCancel }: Props) {
  const { say, word } = useWords();
  return (
    <div className="row">
      <Button type="submit" loading={busy} color={verb === 'cancel' ? 'rust' : 'sea'}>
        {word('verb', verb)}
      </Button>
      <Button variant="default" disabled={busy} onClick={onCancel}>
        {say('acts.leave')}
      </Button>
    </div>
  );
}

function WordsForm(props: Props) {
  const { verb, onSend } = props;
  const { say, word } = useWords();
  const [text, setText] = useState('');
  const [status, setStatus] = useState('safe');
  const [isMissing, setMissing] = useState(false);
  const isNeeded = needsWords.includes(verb);
  const label = withReason.includes(verb)
    ? say(isNeeded ? 'acts.reason' : 'decide.reason')
    : say(isNeeded ? 'acts.note' : 'acts.note.optional');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const words = text.trim();
    setMissing(isNeeded && words === '');
    if (isNeeded && words === '') return;
    const field = verb === 'add-note' ? 'report' : verb === 'check-in' ? 'note' : 'reason';
    onSend({ ...(verb === 'check-in' ? { status } : {}), ...(words === '' ? {} : { [field]: words }) });
  };
  return (
    <form className="stack" onSubmit={submit} noValidate aria-labelledby="act-title">
      {verb === 'check-in' && (
        <NativeSelect
          label={say('acts.status')}
          value={status}
          onChange={(event) => setStatus(event.currentTarget.value)}
          data={statuses.map((value) => ({ value, label: word('headcount', value) }))}
        />
      )}
      <Textarea
        className="wide-field"
        label={label}
        rows={3}
        maxLength={isNeeded ? 4000 : 1000}
        value={text}
        error={isMissing ? say('acts.reason.missing') : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Ends {...props} />
    </form>
  );
}

/** Stops where the traveller is or has been: only such a stay can be prolonged. */
const begunStays = ({ parts }: Request, now: number): Part[] =>
  parts.filter(({ subject, area, from }) => subject === 'traveller' && area !== null && Date.parse(from ?? '') <= now);

function ExtendForm(props: Props) {
  const { request, onSend } = props;
  const { say } = useWords();
  const times = useTimes();
  const stays = begunStays(request, useNow());
  const [chosen, choose] = useState(stays.at(-1)?.area?.id ?? '');
  const [typed, setTyped] = useState<string>();
  const [error, setError] = useState<string>();
  const stay = stays.findLast(({ area }) => area?.id === chosen);
  const zone = stay?.area?.zone ?? 'UTC';
  const depart = typed ?? stay?.depart?.slice(0, 16) ?? '';
  const flaw = (): string | undefined => {
    const until = instantOf(depart, zone);
    if (until === undefined || !stay?.to) return say('acts.extend.missing');
    if (until <= Date.parse(stay.to)) return say('acts.extend.later', { date: times.wall(stay.depart ?? '') });
    const next = request.parts.find(
      ({ subject, from }) => subject === 'traveller' && from && stay.to && from >= stay.to,
    );
    if (next?.arrive && next.from && until > Date.parse(next.from))
      return say('acts.extend.next', { date: times.wall(next.arrive) });
    return undefined;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = flaw();
    setError(found);
    if (!found) onSend({ area: chosen, depart });
  };
  return (
    <form className="stack" onSubmit={submit} noValidate aria-labelledby="act-title">
      {stays.length > 1 && (
        <NativeSelect
          label={say('area')}
          value={chosen}
          onChange={(event) => choose(event.currentTarget.value)}
          data={stays.flatMap(({ area }) => (area ? [{ value: area.id, label: area.name }] : []))}
        />
      )}
      <TextInput
        type="datetime-local"
        label={say('acts.extend.until')}
        description={say('stop.local', { zone })}
        value={depart}
        error={error}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Ends {...props} />
    </form>
  );
}
