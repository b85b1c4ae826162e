// The reckoning after chaos finds what it is there to find: losses and doubles that are planted.
import { expect, test } from '@jest/globals';
import { compare, type Compared, type Rows } from '../../chaos/compare.ts';
import type { Entry } from '../../chaos/journal.ts';
import { judgeLetters } from '../../chaos/letters.ts';

const answered = { asked: 1, answered: 2, status: 200 };
const filing: Entry = { kind: 'file', id: 'case-1', person: 'ana', content: 'a', ...answered, status: 201 };
const unheard: Entry = { kind: 'file', id: '', person: 'eli', content: 'e', asked: 1, status: 0 };
const click: Entry = { kind: 'decide', id: 'click-1', person: 'cora', task: 'task-1', outcome: 'approve', ...answered };
const act: Entry = { kind: 'act', id: 'act-1', person: 'ana', caseId: 'case-1', outcome: 'cancel', ...answered };
const journal = [filing, unheard, click, act];
const rows: Rows = {
  file: [
    { id: 'case-1', person: 'ana', content: 'a' },
    { id: 'case-2', person: 'eli', content: 'e' },
  ],
  decide: [{ id: 'click-1', person: 'cora', task: 'task-1', outcome: 'approve', kind: 'decision' }],
  act: [{ id: 'act-1', person: 'ana', caseId: 'case-1', outcome: 'cancel' }],
  change: [],
};
const saying = (text: string) => expect.stringContaining(text) as unknown as string;
const clean: Compared = { lost: [], doubled: [], broken: [] };

test('where each call has its row and each row its call, nothing is found', () => {
  expect(compare(journal, rows)).toEqual(clean);
  expect(compare(journal, { ...rows, file: rows.file.slice(0, 1) })).toEqual(clean);
});

const planted: [string, Entry[], Partial<Rows>, Partial<Compared>][] = [
  ['a case lost', journal, { file: rows.file.slice(1) }, { lost: [saying('case-1')] }],
  ['an act lost', journal, { act: [] }, { lost: [saying('act-1')] }],
  [
    'a filing recorded a second time',
    journal,
    { file: [...rows.file, { id: 'case-3', person: 'ana', content: 'a' }] },
    { doubled: ['file case-3 of ana was asked for by no call'] },
  ],
  [
    'a filing nobody heard of recorded twice',
    journal,
    { file: [...rows.file, { id: 'case-3', person: 'eli', content: 'e' }] },
    { doubled: ['file case-3 of eli was asked for by no call'] },
  ],
  [
    'a filing that was refused and is recorded all the same',
    [...journal, { ...filing, id: '', content: 'b', status: 409 }],
    { file: [...rows.file, { id: 'case-3', person: 'ana', content: 'b' }] },
    { doubled: ['file case-3 of ana was asked for by no call'] },
  ],
  ['two calls told of one case', [...journal, filing], {}, { doubled: ['2 calls were told of file case-1 of ana'] }],
  [
    'an act recorded a second time',
    journal,
    { act: [...rows.act, { ...rows.act[0]!, id: 'act-2' }] },
    { doubled: ['act act-2 of ana was asked for by no call'] },
  ],
  ['an act on another case', journal, { act: [{ ...rows.act[0]!, caseId: 'case-2' }] }, { lost: [saying('case-2')] }],
  [
    'a second decision of one task',
    [...journal, { ...click, id: 'click-2', person: 'otto' }],
    { decide: [...rows.decide, { ...rows.decide[0]!, id: 'click-2', person: 'otto' }] },
    { doubled: ['2 decisions of task-1'] },
  ],
  [
    'a decision nobody clicked',
    journal,
    { decide: [...rows.decide, { ...rows.decide[0]!, id: 'click-3', kind: 'opinion' }] },
    { broken: [saying("nobody's click")] },
  ],
];
test.each(planted)('%s is found', (_, calls, change, found) => {
  expect(compare(calls, { ...rows, ...change })).toEqual({ ...clean, ...found });
});

test('what a restore took away is no loss, and what it left no double', () => {
  expect(compare(journal, { ...rows, act: [] }, ['act-1'])).toEqual(clean);
  expect(compare(journal, rows, ['act-1'])).toEqual(clean);
});

test('a letter twice is right; one that never came, came unsaid or came of nothing is found', () => {
  const notices = [
    { id: 'one', sent: true },
    { id: 'two', sent: true },
  ];
  expect(judgeLetters(notices, ['one', 'two', 'one'])).toEqual([]);
  expect(judgeLetters(notices, ['one'])).toEqual(['notice two is said to be sent and never came']);
  expect(judgeLetters([...notices, { id: 'three', sent: false }], ['one', 'two'])).toHaveLength(1);
  expect(judgeLetters([{ id: 'one', sent: false }], ['one'])).toEqual(['notice one came and is not said to be sent']);
  expect(judgeLetters(notices, ['one', 'two', 'four'])).toEqual(['a letter came of notice four, which is not on file']);
});
