// Adds stories to a draft: files from the disk, or a text that is pasted.
import { Button, TextInput, Textarea } from '@mantine/core';
import { useRef, useState } from 'react';
import { useWords } from '../../../i18n/words.ts';
import { NoticeBox } from '../../../parts/notice.tsx';
import { tell } from '../../../parts/told.tsx';
import { faultOfFile, nameFor, withStory } from '../../../rulebook/stories.ts';
import type { RuleSet } from '../../../rulebook/types.ts';
import type { Change } from './use-editing.ts';

export const storyText = { input: { fontFamily: 'monospace' } };

export function StoryAdding({ set, change }: { set: RuleSet; change: Change }) {
  const { say } = useWords();
  const chooser = useRef<HTMLInputElement>(null);
  const [isPasting, setPasting] = useState(false);
  const [refused, setRefused] = useState<string[]>([]);
  const take = async (files: readonly File[]) => {
    const read = await Promise.all(
      files.map(async (one) => ({ file: one.name.replace(/\.yml$/, '.yaml'), text: await one.text() })),
    );
    const faults: string[] = [];
    let next = set;
    for (const story of read) {
      const fault = faultOfFile(next, story, false);
      if (fault) faults.push(`${story.file}: ${say(`stories.${fault}`, { file: story.file })}`);
      else next = withStory(next, story);
    }
    setRefused(faults);
    if (next === set) return;
    const { stories = [] } = next;
    change((before) => stories.reduce(withStory, before));
    tell(say('told.added', { what: read.map(({ file }) => file).join(', ') }));
  };
  return (
    <>
      <span className="row">
        <Button variant="default" onClick={() => chooser.current?.click()}>
          {say('stories.add')}
        </Button>
        <input
          ref={chooser}
          type="file"
          hidden
          multiple
          accept=".yaml,.yml"
          aria-label={say('stories.add')}
          onChange={({ currentTarget }) => {
            const files = [...(currentTarget.files ?? [])];
            currentTarget.value = '';
            void take(files);
          }}
        />
        <Button variant="default" aria-expanded={isPasting} onClick={() => setPasting(!isPasting)}>
          {say('stories.write')}
        </Button>
      </span>
      {refused.length > 0 && (
        <NoticeBox tone="bad" announce>
          {refused.map((line) => (
            <p key={line}>
              <bdi>{line}</bdi>
            </p>
          ))}
        </NoticeBox>
      )}
      {isPasting && <Pasting set={set} change={change} onDone={() => setPasting(false)} />}
    </>
  );
}

function Pasting({ set, change, onDone }: { set: RuleSet; change: Change; onDone: () => void }) {
  const { say } = useWords();
  const [text, setText] = useState('');
  const [given, setGiven] = useState<string>();
  const [isTried, setTried] = useState(false);
  const file = given ?? nameFor(text);
  const fault = isTried ? faultOfFile(set, { file, text }, true) : null;
  const add = () => {
    setTried(true);
    if (faultOfFile(set, { file, text }, true)) return;
    change((before) => withStory(before, { file, text }));
    tell(say('told.added', { what: file }));
    onDone();
  };
  return (
    <form
      className="panel"
      aria-label={say('stories.write')}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <Textarea
        styles={storyText}
        label={say('stories.pasted')}
        dir="ltr"
        spellCheck={false}
        autosize
        minRows={8}
        maxRows={24}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <TextInput
        label={say('stories.file')}
        dir="ltr"
        value={file}
        error={fault && say(`stories.${fault}`, { file })}
        onChange={(event) => setGiven(event.currentTarget.value)}
      />
      <Button type="submit" disabled={text.trim() === ''}>
        {say('stories.take')}
      </Button>
    </form>
  );
}
