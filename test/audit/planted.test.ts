// The planted alterations: each is found and named, whoever made them and however well.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { sha256 } from '../../audit/bytes.ts';
import { openCheckpoint, signCheckpoint } from '../../audit/note.ts';
import { makeCheckpoint } from '../../audit/signer.ts';
import type { Anchor } from '../../audit/verify.ts';
import { check, copyOf, drop, first, key, name, now, signerOn, tellStory, withClient, type Story } from './story.ts';
import { arm, disarm, eventsOf, insertEvent, releaf, relink, removeCase, rewrite, setBack } from './tamper.ts';

let story: Story;
beforeAll(async () => {
  story = await tellStory();
}, 120_000);
afterAll(() => story?.close());

const headOf = (note: string) => {
  const opened = openCheckpoint(note, [key]);
  if ('flaw' in opened) throw new Error(opened.flaw);
  return opened.checkpoint;
};

type Found = { code: string; chain?: string; seq?: number; text?: string };
type Plant = (client: Client, story: Story) => Promise<Found & { anchors?: Anchor[] }>;

const planted: [string, Plant][] = [
  [
    'a byte',
    async (client, { cleared }) => {
      await client.query(
        'UPDATE audit_events SET bytes = set_byte(bytes, 12, get_byte(bytes, 12) # 1) WHERE "caseId" = $1 AND seq = 3',
        [cleared],
      );
      return { code: 'altered', chain: cleared, seq: 3 };
    },
  ],
  [
    'the actor, with all links made anew',
    async (client, { waiting }) => {
      const seq = await lastOf(client, waiting);
      await rewrite(client, waiting, seq, (said) => ({ ...said, actor: 'hugo' }));
      await client.query(`UPDATE acts SET "personId" = 'hugo' WHERE "caseId" = $1`, [waiting]);
      await relink(client, waiting);
      return { code: 'replaced', chain: waiting, seq };
    },
  ],
  [
    'the order in time',
    async (client, { cleared }) => {
      await client.query(
        `UPDATE audit_events SET at = at + (2 - seq) * interval '1 hour' WHERE "caseId" = $1 AND seq IN (2, 3)`,
        [cleared],
      );
      return { code: 'altered', chain: cleared, seq: 3 };
    },
  ],
  [
    'an event removed from the middle',
    async (client, { cleared }) => {
      await client.query('DELETE FROM audit_events WHERE "caseId" = $1 AND seq = 4', [cleared]);
      return { code: 'missing', chain: cleared, seq: 4 };
    },
  ],
  [
    'the last event removed, and the head set back',
    async (client, { waiting }) => {
      const seq = await lastOf(client, waiting);
      await client.query('DELETE FROM audit_events WHERE "caseId" = $1 AND seq = $2', [waiting, seq]);
      await client.query('DELETE FROM acts WHERE "caseId" = $1', [waiting]);
      await relink(client, waiting);
      return { code: 'removed', chain: waiting, seq };
    },
  ],
  [
    'two events exchanged',
    async (client, { cleared }) => {
      for (const [from, to] of [
        [2, 99],
        [3, 2],
        [99, 3],
      ])
        await client.query('UPDATE audit_events SET seq = $3 WHERE "caseId" = $1 AND seq = $2', [cleared, from, to]);
      return { code: 'moved', chain: cleared, seq: 2 };
    },
  ],
  [
    'an event inserted, with all links made anew',
    async (client, { waiting }) => {
      await insertEvent(client, waiting, 3, { case: waiting, kind: 'reminded', at: now });
      return { code: 'replaced', chain: waiting, seq: 3 };
    },
  ],
  [
    'an event moved to another case',
    async (client, { cleared, denied }) => {
      const [from, to] = [await lastOf(client, denied), (await lastOf(client, cleared)) + 1];
      await client.query('UPDATE audit_events SET "caseId" = $3, seq = $4 WHERE "caseId" = $1 AND seq = $2', [
        ...[denied, from, cleared, to],
      ]);
      // The first in the order of cases: where it came to, or where it is missing.
      return cleared < denied
        ? { code: 'moved', chain: cleared, seq: to }
        : { code: 'missing', chain: denied, seq: from };
    },
  ],
  [
    'a decision without an event',
    async (client, { cleared }) => {
      const id = randomUUID();
      await client.query(
        `INSERT INTO decisions SELECT (jsonb_populate_record(d, jsonb_build_object('id', $2::text, 'kind', 'opinion'))).*
         FROM decisions d WHERE "caseId" = $1 LIMIT 1`,
        [cleared, id],
      );
      return { code: 'decision', chain: cleared, text: id };
    },
  ],
  [
    'a whole case removed',
    async (client, { denied }) => {
      await removeCase(client, denied);
      return { code: 'removed', chain: denied, seq: 1 };
    },
  ],
  [
    'the tree made anew without the key',
    async (client, { waiting }) => {
      const seq = await lastOf(client, waiting);
      await rewrite(client, waiting, seq, (said) => ({ ...said, actor: 'hugo' }));
      await client.query(`UPDATE acts SET "personId" = 'hugo' WHERE "caseId" = $1`, [waiting]);
      await relink(client, waiting);
      await releaf(client);
      return { code: 'tree', text: 'signs another tree' };
    },
  ],
  [
    'two heads of one size',
    async (_, { lastNote }) => {
      const note = signCheckpoint({ ...headOf(lastNote), root: sha256('another') }, key);
      return { code: 'fork', text: 'auditor.txt', anchors: [{ name: 'auditor.txt', note }] };
    },
  ],
  [
    'a key nobody knows',
    async (client, { lastNote }) => {
      const { privateKey } = generateKeyPairSync('ed25519');
      const head = headOf(lastNote);
      await client.query('UPDATE audit_checkpoints SET note = $1 WHERE size = $2', [
        ...[signCheckpoint(head, privateKey), head.size],
      ]);
      return { code: 'checkpoint', text: 'not signed by a known key' };
    },
  ],
  [
    'content erased without an event that says so',
    async (client, { denied }) => {
      await client.query('UPDATE audit_events SET salt = NULL, content = NULL WHERE "caseId" = $1 AND seq = 1', [
        denied,
      ]);
      return { code: 'erased', chain: denied, seq: 1 };
    },
  ],
  [
    'the text of a rule set under its version',
    async (client, { cleared }) => {
      const { rows } = await client.query<{ id: string; bytes: Buffer }>(
        `SELECT id, bytes FROM rule_set_versions WHERE name IN (SELECT "ruleSetName" FROM decisions) AND version = 1`,
      );
      const other = Buffer.from(rows[0]!.bytes.toString().replace('"title":"', '"title":"Another '));
      await client.query('UPDATE rule_set_versions SET bytes = $2, content = $3, hash = $4 WHERE id = $1', [
        ...[rows[0]!.id, other, other.toString(), sha256(other).toString('hex')],
      ]);
      return { code: 'rule-text', text: cleared && 'whose text is another' };
    },
  ],
];

const lastOf = async (client: Client, caseId: string): Promise<number> => (await eventsOf(client, caseId)).at(-1)!.seq;

async function tampered<T>(work: (client: Client, url: string) => Promise<T>): Promise<T> {
  const url = await copyOf(story.url);
  try {
    return await withClient(url, async (client) => {
      await disarm(client);
      return work(client, url);
    });
  } finally {
    await drop(url);
  }
}

test('a database nobody touched is whole', async () => {
  const report = await check(story.url, [{ name: 'first.txt', note: story.firstNote }]);
  expect(report).toMatchObject({ findings: [], remarks: [], counted: { cases: 5 } });
});

test.each(planted)('%s is found and named', async (_, plant) => {
  await tampered(async (client, url) => {
    const { anchors = [], ...found } = await plant(client, story);
    const finding = first(await check(url, anchors))!;
    const { code, where = { chain: undefined }, text } = finding;
    expect(text).toContain(found.text ?? '');
    const { text: _text, ...place } = found;
    expect({ code, ...where }).toMatchObject(place);
  });
});

test('an old backup that was continued is found by a checkpoint kept elsewhere, and the signer does not sign it', async () => {
  await tampered(async (client, url) => {
    await setBack(client, headOf(story.firstNote).size);
    expect(await check(url)).toMatchObject({ findings: [], remarks: [] });
    const memory = { read: () => story.memory, write: () => undefined };
    await expect(makeCheckpoint(signerOn(url, { memory }), now)).rejects.toThrow('does not continue');
    await arm(client);
    await client.query(`INSERT INTO access_log (id, at, action, outcome) VALUES ($1, now(), 'route', 'refused')`, [
      randomUUID(),
    ]);
    await expect(makeCheckpoint(signerOn(url, { memory }), now)).rejects.toThrow('does not continue');
    await makeCheckpoint(signerOn(url), now);
    const finding = first(await check(url, [{ name: 'last.txt', note: story.lastNote }]));
    expect(finding).toMatchObject({ code: 'truncated', text: expect.stringContaining(`log ${name} holds`) });
  });
});

test('a checkpoint removed with its leaves is found by the one kept elsewhere', async () => {
  await tampered(async (client, url) => {
    const { size } = headOf(story.firstNote);
    await client.query('DELETE FROM audit_leaves WHERE index >= $1', [size]);
    await client.query('DELETE FROM audit_checkpoints WHERE size > $1', [size]);
    expect(first(await check(url))).toBeUndefined();
    const report = await check(url, [{ name: 'last.txt', note: story.lastNote }]);
    expect(first(report)).toMatchObject({ code: 'truncated', text: expect.stringContaining('last.txt') });
  });
});

test('leaves nobody signed are found', async () => {
  await tampered(async (client, url) => {
    await client.query('DELETE FROM audit_checkpoints WHERE size = (SELECT max(size) FROM audit_checkpoints)');
    expect(first(await check(url))).toMatchObject({ code: 'unsigned' });
  });
});

test.each([
  ['outcome', `'deny'`],
  ['reason', `'Because'`],
  ['conditions', `'[]'`],
  ['deciderId', `'otto'`],
  ['instrumentId', `'A-99'`],
  ['contentHash', `'other'`],
  ['facts', `'{}'`],
  ['verdict', `'{}'`],
  ['partIds', `'{}'`],
  ['ruleSetHash', `'other'`],
  ['at', `at + interval '1 second'`],
])('another %s of a decision is found', async (column, value) => {
  await tampered(async (client, url) => {
    await client.query(`UPDATE decisions SET "${column}" = ${value} WHERE "caseId" = $1`, [story.cleared]);
    expect(first(await check(url))).toMatchObject({ code: 'decision', where: { chain: story.cleared } });
  });
});

test.each([
  ['of a request', `UPDATE cases SET state = 'cleared' WHERE id = $1`],
  ['of a stop', `UPDATE parts SET state = 'cleared', "decisionId" = id WHERE "caseId" = $1`],
])('a state %s that no event brought about is found', async (_, statement) => {
  await tampered(async (client, url) => {
    await client.query(statement, [story.denied]);
    expect(first(await check(url))).toMatchObject({ code: 'state', where: { chain: story.denied } });
  });
});

test.each([
  ['altered', `UPDATE access_log SET "personId" = 'eli' WHERE chain = $1 AND seq = 1`, 1],
  ['missing', 'DELETE FROM access_log WHERE chain = $1 AND seq = 2', 2],
  [
    'removed',
    'DELETE FROM access_log WHERE chain = $1 AND seq = (SELECT max(seq) FROM access_log WHERE chain = $1)',
    4,
  ],
])('a read that was %s is found', async (code, statement, seq) => {
  await tampered(async (client, url) => {
    await client.query(statement, [story.cleared]);
    expect(first(await check(url))).toMatchObject({ code, where: { chain: story.cleared, seq } });
  });
});
