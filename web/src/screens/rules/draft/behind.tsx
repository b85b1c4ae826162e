// Another version came in force since the draft was begun: what both changed, side by side, and taking the rest over.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../../../i18n/words.ts';
import { Failed } from '../../../parts/answer.tsx';
import { NoticeBox } from '../../../parts/notice.tsx';
import { draftAgainst, version } from '../../../rulebook/queries.ts';
import { sentenceOf } from '../../../rulebook/sentence.ts';
import { takenOver } from '../../../rulebook/takeover.ts';
import type { Draft, RuleSet } from '../../../rulebook/types.ts';
import type { Editing } from './use-editing.ts';

type Props = { editing: Editing; draft: Draft; base: number; inForce: number; isAhead?: boolean };

export function Behind({ editing, draft, base, inForce, isAhead = false }: Props) {
  const { say } = useWords();
  const { content } = editing;
  const old = useQuery(version(content.name, base));
  const now = useQuery(version(content.name, inForce));
  const isAsked = inForce !== draft.inForce;
  const against = useQuery({ ...draftAgainst(content.name, draft.id, inForce), enabled: isAsked });
  const [wanted, setWanted] = useState<readonly string[]>([]);
  const { conflicts, conflictsElsewhere } = (isAsked ? against.data : draft) ?? {
    conflicts: [],
    conflictsElsewhere: [],
  };
  const hasConflicts = conflicts.length + conflictsElsewhere.length > 0;
  const isReady = old.data && now.data && (!isAsked || against.data);
  if (editing.takenFrom === inForce) return <NoticeBox tone="info" announce title={say('behind.taken')} />;
  const failed = old.error ?? now.error ?? (isAsked ? against.error : null);
  const take = () => {
    if (!old.data || !now.data) return;
    const [was, is] = [old.data.content, now.data.content];
    editing.takeOver(inForce, (mine) => takenOver(was, mine, is, wanted));
  };
  const choose = (id: string, isTheirs: boolean) =>
    setWanted(isTheirs ? [...wanted, id] : wanted.filter((one) => one !== id));
  return (
    <NoticeBox
      tone="warn"
      title={say(isAhead ? 'behind.ahead' : draft.inForce === inForce ? 'behind.title' : 'behind.there', {
        base,
        now: inForce,
      })}
      actions={
        <Button variant="default" disabled={!isReady} onClick={take}>
          {say('behind.take')}
        </Button>
      }
    >
      <p>{say('behind.text')}</p>
      {failed && (
        <Failed
          error={failed}
          retry={() => void Promise.all([old, now, ...(isAsked ? [against] : [])].map((one) => one.refetch()))}
        />
      )}
      {hasConflicts && <p>{say('behind.both')}</p>}
      {now.data && (
        <ul className="plain-list">
          {conflicts.map((id) => (
            <BothChanged
              key={id}
              id={id}
              mine={content}
              theirs={now.data.content}
              number={inForce}
              draft={draft.id}
              isTheirs={wanted.includes(id)}
              onChoose={(isTheirs) => choose(id, isTheirs)}
            />
          ))}
          {conflictsElsewhere.map((path) => (
            <Elsewhere key={path} path={path} />
          ))}
        </ul>
      )}
    </NoticeBox>
  );
}

type BothProps = {
  id: string;
  mine: RuleSet;
  theirs: RuleSet;
  number: number;
  draft: string;
  isTheirs: boolean;
  onChoose: (isTheirs: boolean) => void;
};

function BothChanged({ id, mine, theirs, number, draft, isTheirs, onChoose }: BothProps) {
  const words = useWords();
  const { say } = words;
  const ruleOf = (set: RuleSet) => set.rules.find((rule) => rule.id === id);
  const [own, other] = [ruleOf(mine), ruleOf(theirs)];
  const title = own?.title ?? other?.title ?? id;
  const sentence = (set: RuleSet, rule: typeof own) => (rule ? sentenceOf(words, set, rule) : say('behind.gone'));
  return (
    <li>
      <strong>
        {own ? (
          <Link to="/rules/$set/drafts/$draft" params={{ set: mine.name, draft }} search={{ rule: id }}>
            <bdi>{title}</bdi>
          </Link>
        ) : (
          <bdi>{title}</bdi>
        )}
      </strong>
      <dl className="facts">
        <dt>{say('behind.mine')}</dt>
        <dd>{sentence(mine, own)}</dd>
        <dt>{say('behind.theirs', { version: number })}</dt>
        <dd>
          {other && other.title !== title && (
            <p>
              <strong>
                <bdi>{other.title}</bdi>
              </strong>
            </p>
          )}
          {sentence(theirs, other)}
        </dd>
      </dl>
      <label className="choice">
        <input type="checkbox" checked={isTheirs} onChange={(event) => onChoose(event.currentTarget.checked)} />
        {say('behind.choose', { version: number, title })}
      </label>
    </li>
  );
}

const parts = ['title', 'facts', 'otherwise', 'undecided', 'invariants', 'tests', 'stories'] as const;

/** `otherwise`, or `tests/a name`. */
function Elsewhere({ path }: { path: string }) {
  const { say } = useWords();
  const [kind = '', ...name] = path.split('/');
  const part = parts.find((one) => one === kind);
  return (
    <li>
      {part ? say(`compare.part.${part}`) : <bdi>{kind}</bdi>}
      {name.length > 0 && (
        <>
          {': '}
          <bdi>{name.join('/')}</bdi>
        </>
      )}
    </li>
  );
}
