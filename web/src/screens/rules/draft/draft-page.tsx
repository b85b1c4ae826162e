// One draft of a rule set: edited in tabs, or looked at by the second person.
import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../../i18n/words.ts';
import { Answer } from '../../../parts/answer.tsx';
import { Page } from '../../../parts/page.tsx';
import { Told } from '../../../parts/told.tsx';
import { withTest } from '../../../rulebook/edit.ts';
import { draft as draftQuery } from '../../../rulebook/queries.ts';
import { nothingTried, triedFrom } from '../../../rulebook/tried.ts';
import type { Tried } from '../../../rulebook/tried.ts';
import type { Draft, Example } from '../../../rulebook/types.ts';
import '../rules.css';
import { DecisionList } from './decision-list.tsx';
import { IssueSummary } from './issue-list.tsx';
import {
  AlwaysPanel,
  Behind,
  CheckPanel,
  DecisionTable,
  HistoryPanel,
  ImpactOfDraft,
  ReplacedPanel,
  Review,
  SimulatePanel,
  SubmitPanel,
  TestsPanel,
} from './lazy.ts';
import { RuleEditor } from './rule-editor.tsx';
import { SaveBar } from './save-bar.tsx';
import { Unreadable, isReadable } from './unreadable.tsx';
import { useEditing, useEditingKeys } from './use-editing.ts';
import { useIssues } from './use-issues.ts';

const tabs = [
  'rules',
  'table',
  'check',
  'compare',
  'impact',
  'tests',
  'simulate',
  'always',
  'history',
  'submit',
] as const;
const route = '/rules/$set/drafts/$draft';

export function DraftPage() {
  const { set, draft } = useParams({ from: '/app/rules/$set/drafts/$draft' });
  const { review } = useSearch({ from: '/app/rules/$set/drafts/$draft' });
  const { say } = useWords();
  const reading = useQuery(draftQuery(set, draft));
  if (!reading.data) {
    return (
      <Page title={say('draft.title')}>
        <Answer of={reading}>{() => null}</Answer>
      </Page>
    );
  }
  if (!isReadable(reading.data.content)) return <Unreadable draft={reading.data} set={set} />;
  if (review !== undefined || reading.data.state !== 'open') return <Review draft={reading.data} />;
  return <Editor key={draft} draft={reading.data} />;
}

function Editor({ draft }: { draft: Draft }) {
  const { say, word, has } = useWords();
  const navigate = useNavigate();
  const { tab = 'rules', rule: open, at } = useSearch({ from: '/app/rules/$set/drafts/$draft' });
  const editing = useEditing(draft);
  const { content, title, change } = editing;
  useEditingKeys(editing);
  const issues = useIssues(draft, content, editing.isDirty);
  const [tried, setTried] = useState<Tried>(nothingTried);
  const params = { set: content.name, draft: draft.id };
  const go = (search: { tab?: string; rule?: string }) => void navigate({ to: route, params, search });
  const onTry = (example: Example) => {
    setTried(triedFrom(example));
    go({ tab: 'simulate' });
  };
  const cameFrom = useRef<string>(undefined);
  const strip = useRef<HTMLElement>(null);
  // On a narrow display the tabs run on beside the page: the open one is brought to the middle.
  useEffect(() => {
    const [all, one] = [strip.current, strip.current?.querySelector('[aria-current=page]')];
    if (!all || !one) return;
    const [whole, part] = [all.getBoundingClientRect(), one.getBoundingClientRect()];
    all.scrollBy({ left: part.left + part.width / 2 - whole.left - whole.width / 2 });
  }, [tab]);
  const rule = content.rules.find(({ id }) => id === open);
  const setTitle = has('process', content.name) ? word('process', content.name) : content.title;
  return (
    <Page
      wide
      title={title === '' ? say('draft.title') : title}
      caption={
        <Link to="/rules/$set" params={{ set: content.name }}>
          {setTitle}
        </Link>
      }
    >
      <Told />
      <SaveBar editing={editing} draft={draft} />
      {tab !== 'submit' && draft.base !== null && draft.inForce !== null && draft.base !== draft.inForce && (
        <Behind editing={editing} draft={draft} base={draft.base} inForce={draft.inForce} />
      )}
      <IssueSummary issues={issues} set={content} draft={draft.id} />
      <nav ref={strip} className="tabs" aria-label={say('draft.tabs')}>
        {tabs.map((name) => (
          <Link
            key={name}
            to={route}
            params={params}
            search={name === 'rules' ? {} : { tab: name }}
            resetScroll={false}
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={tab === name ? 'page' : 'false'}
          >
            {say(`tab.${name}`)}
          </Link>
        ))}
      </nav>
      {tab === 'rules' && rule && (
        <RuleEditor
          set={content}
          rule={rule}
          issues={issues.filter((issue) => issue.rule === rule.id)}
          at={at}
          change={change}
          onRenamed={(id) => go({ rule: id })}
          onClose={() => {
            cameFrom.current = rule.id;
            go({});
          }}
        />
      )}
      {tab === 'rules' && !rule && (
        <>
          <TextInput
            className="wide-field"
            label={say('draft.name')}
            dir="auto"
            value={title}
            maxLength={200}
            onChange={(event) => editing.rename(event.currentTarget.value)}
          />
          <DecisionList
            set={content}
            issues={issues}
            change={change}
            draft={draft.id}
            cameFrom={cameFrom.current}
            onOpen={(id) => go({ rule: id })}
          />
        </>
      )}
      {tab === 'table' && <DecisionTable set={content} change={change} draft={draft.id} />}
      {tab === 'check' && <CheckPanel set={content} draft={draft.id} onTry={onTry} />}
      {tab === 'compare' && <ReplacedPanel set={content} draft={draft} onTry={onTry} />}
      {tab === 'impact' && <ImpactOfDraft set={content} draft={draft} />}
      {tab === 'tests' && (
        <TestsPanel
          set={content}
          draft={draft.id}
          isDirty={editing.isDirty}
          change={change}
          onTry={(to) => {
            setTried(to);
            go({ tab: 'simulate' });
          }}
        />
      )}
      {tab === 'simulate' && (
        <SimulatePanel
          set={content}
          tried={tried}
          onTried={setTried}
          onKeep={(test) => {
            change((before) => withTest(before, test));
            go({ tab: 'tests' });
          }}
        />
      )}
      {tab === 'always' && <AlwaysPanel set={content} issues={issues} change={change} />}
      {tab === 'history' && <HistoryPanel draft={draft} now={content} onRestore={(before) => change(() => before)} />}
      {tab === 'submit' && <SubmitPanel editing={editing} draft={draft} issues={issues} />}
    </Page>
  );
}
