// What follows from a rule: each outcome a small form of its own kind.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useRef } from 'react';
import type { ReactNode } from 'react';
import { i18n } from '@lingui/core';
import { useWords } from '../../../i18n/words.ts';
import { focusSoon, tell } from '../../../parts/told.tsx';
import { authorities } from '../../../rulebook/authorities.ts';
import { outcomeWords } from '../../../rulebook/sentence.ts';
import type { Ask, Outcome } from '../../../rulebook/types.ts';

const kinds = ['require', 'stop', 'hold', 'condition', 'note', 'settle', 'allow'] as const;
type Kind = (typeof kinds)[number];
const fresh: Record<Kind, Outcome> = {
  require: { kind: 'require', authority: 'designated-official', mode: 'decide' },
  stop: { kind: 'stop', code: '', remedy: 'mend' },
  hold: { kind: 'hold', code: '' },
  condition: { kind: 'condition', code: '' },
  note: { kind: 'note', code: '' },
  settle: { kind: 'settle', state: 'registered' },
  allow: { kind: 'allow' },
};

/** Codes that have words, for a field that takes any. */
export const codesOf = (kind: 'reason' | 'condition' | 'authority'): string[] =>
  Object.keys(i18n.messages)
    .filter((key) => key.startsWith(`${kind}.`))
    .map((key) => key.slice(kind.length + 1))
    .toSorted();

type Props = { outcomes: readonly Outcome[]; label: string; onChange: (outcomes: Outcome[]) => void };

export function OutcomesEditor({ outcomes, label, onChange }: Props) {
  const words = useWords();
  const { say } = words;
  const box = useRef<HTMLDivElement>(null);
  const focusOn = (index: number) =>
    focusSoon(() => [box.current?.querySelectorAll<HTMLElement>('.outcome')[index]?.querySelector('select')]);
  const add = () => {
    onChange([...outcomes, fresh.require]);
    tell(say('told.added', { what: `${label} ${outcomes.length + 1}` }));
    focusOn(outcomes.length);
  };
  const remove = (index: number) => {
    onChange(outcomes.toSpliced(index, 1));
    tell(say('told.removed', { what: `${label} ${index + 1}` }));
    focusOn(Math.min(index, outcomes.length - 2));
  };
  return (
    <div ref={box} className="stack">
      {outcomes.map((outcome, index) => (
        <fieldset key={index} className="outcome">
          <legend>
            {label} {index + 1}: {outcomeWords(words, outcome)}
          </legend>
          <div className="fields">
            <OutcomeFields outcome={outcome} onChange={(next) => onChange(outcomes.with(index, next))} />
          </div>
          {outcomes.length > 1 && (
            <Button
              variant="default"
              size="compact-sm"
              aria-label={say('outcome.remove', { number: index + 1 })}
              onClick={() => remove(index)}
            >
              {say('remove')}
            </Button>
          )}
        </fieldset>
      ))}
      <Button variant="default" size="sm" onClick={add}>
        {say('outcome.add')}
      </Button>
    </div>
  );
}

function OutcomeFields({ outcome, onChange }: { outcome: Outcome; onChange: (outcome: Outcome) => void }) {
  const { say } = useWords();
  const known: readonly string[] = kinds;
  const offered = known.includes(outcome.kind) ? kinds : [...kinds, 'openCase' as const];
  return (
    <>
      <NativeSelect
        label={say('outcome.kind')}
        value={outcome.kind}
        data={offered.map((kind) => ({ value: kind, label: say(`outcome.kind.${kind}`) }))}
        onChange={({ currentTarget: { value } }) => value !== 'openCase' && onChange(fresh[value as Kind])}
      />
      {outcome.kind === 'require' && <AskFields ask={outcome} onChange={onChange} />}
      {'code' in outcome && (
        <Code
          kind={outcome.kind === 'condition' ? 'condition' : 'reason'}
          label={say('outcome.code')}
          value={outcome.code}
          onChange={(code) => onChange({ ...outcome, code })}
        />
      )}
      {outcome.kind === 'stop' && (
        <NativeSelect
          label={say('outcome.remedy')}
          value={outcome.remedy}
          data={(['mend', 'none'] as const).map((one) => ({ value: one, label: say(`outcome.remedy.${one}`) }))}
          onChange={({ currentTarget: { value } }) => onChange({ ...outcome, remedy: value as 'mend' })}
        />
      )}
      {outcome.kind === 'settle' && (
        <NativeSelect
          label={say('outcome.settle')}
          value={outcome.state}
          data={(['registered', 'not-required'] as const).map((one) => ({
            value: one,
            label: say(`sentence.settle.${one}`),
          }))}
          onChange={({ currentTarget: { value } }) => onChange({ ...outcome, state: value as 'registered' })}
        />
      )}
      {outcome.kind === 'condition' && (
        <NativeSelect
          label={say('outcome.due')}
          value={outcome.due ?? ''}
          data={[
            { value: '', label: say('outcome.due.none') },
            { value: 'before-departure', label: say('due.before-departure') },
            { value: 'on-arrival', label: say('due.on-arrival') },
          ]}
          onChange={({ currentTarget: { value } }) =>
            onChange({ kind: 'condition', code: outcome.code, ...(value === '' ? {} : { due: value as 'on-arrival' }) })
          }
        />
      )}
    </>
  );
}

function AskFields({ ask, onChange }: { ask: Ask; onChange: (ask: Ask) => void }) {
  const { say, word } = useWords();
  const select = (
    label: string,
    value: string,
    data: { value: string; label: string }[],
    to: (value: string) => Ask,
  ) => (
    <NativeSelect
      label={label}
      value={value}
      data={data}
      onChange={(event) => onChange(to(event.currentTarget.value))}
    />
  );
  const without = <K extends keyof Ask>(key: K): Ask => {
    const { [key]: _, ...rest } = ask;
    return rest as Ask;
  };
  const number = (label: string, key: 'deadlineHours' | 'stage' | 'quorum'): ReactNode => (
    <TextInput
      type="number"
      min={key === 'stage' ? 0 : 1}
      label={label}
      value={ask[key] ?? ''}
      onChange={({ currentTarget: { value } }) =>
        onChange(value === '' ? without(key) : { ...ask, [key]: Number(value) })
      }
    />
  );
  return (
    <>
      {select(
        say('outcome.authority'),
        ask.authority,
        authorities.map((one) => ({ value: one, label: word('authority', one) })),
        (authority) => ({ ...ask, authority: authority as Ask['authority'] }),
      )}
      {select(
        say('outcome.mode'),
        ask.mode,
        (['decide', 'advise', 'inform'] as const).map((one) => ({ value: one, label: say(`outcome.mode.${one}`) })),
        (mode) => ({ ...ask, mode: mode as 'decide' }),
      )}
      {select(
        say('outcome.of'),
        ask.of ?? 'area',
        (['area', 'claimants', 'traveller'] as const).map((one) => ({ value: one, label: say(`outcome.of.${one}`) })),
        (of) => (of === 'area' ? without('of') : { ...ask, of: of as 'traveller' }),
      )}
      {number(say('outcome.deadline'), 'deadlineHours')}
      {ask.mode !== 'inform' && number(say('outcome.stage'), 'stage')}
      {ask.authority === 'security-management-team' && number(say('outcome.quorum'), 'quorum')}
    </>
  );
}

export function Code({
  kind,
  label,
  value,
  error,
  onChange,
}: {
  kind: 'reason' | 'condition';
  label: string;
  value: string;
  error?: string | undefined;
  onChange: (code: string) => void;
}) {
  const { word, has } = useWords();
  const id = `codes-${kind}`;
  return (
    <TextInput
      label={label}
      description={has(kind, value) ? word(kind, value) : undefined}
      error={error}
      value={value}
      list={id}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

export function CodeLists() {
  const { word } = useWords();
  return (['reason', 'condition'] as const).map((kind) => (
    <datalist key={kind} id={`codes-${kind}`}>
      {codesOf(kind).map((code) => (
        <option key={code} value={code}>
          {word(kind, code)}
        </option>
      ))}
    </datalist>
  ));
}
