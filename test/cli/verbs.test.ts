// Examples, analysis, comparison, and rules carried to and from a running system.
import { afterAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { packs } from '../../rules/packs/packs.ts';
import { ruleFile } from '../../rules/rule-file.ts';
import { aFolder, aSet, lineOf } from './command.ts';

const folder = aFolder();
afterAll(folder.remove);

describe('test', () => {
  test('an example that fails is told at its line, with what differs, and ends a build', async () => {
    const set = aSet((one) => void (one.tests![0]!.expect = { outcome: 'deny' }));
    folder.write('fails.json', set);
    const { exit, out } = await folder.rules('test', 'fails.json');
    expect(exit).toBe(1);
    const text = readFileSync(folder.path('fails.json'), 'utf8');
    const line = lineOf(text, set.tests![0]!.name) - 1;
    expect(out).toContain(
      `fails.json:${line}:5: error example-fails: “${set.tests![0]!.name}”: outcome: expected deny, found automatic`,
    );
  });

  test('a rule without an example only warns, unless warnings block', async () => {
    folder.write(
      'bare.json',
      aSet((one) => void (one.tests = one.tests!.slice(0, 1))),
    );
    const [lenient, strict] = await Promise.all([
      folder.rules('test', 'bare.json'),
      folder.rules('test', 'bare.json', '--strict'),
    ]);
    expect(lenient.exit).toBe(0);
    expect(lenient.out).toMatch(/warning not-shown ban: No example shows where it fires/);
    expect(strict.exit).toBe(1);
  });
});

describe('analyse', () => {
  test('a set that would clear into a closed area is blocked', async () => {
    folder.write(
      'open.json',
      aSet((one) => void (one.rules = one.rules.filter(({ id }) => id !== 'ban'))),
    );
    const { exit, out } = await folder.rules('analyse', 'open.json', '--format', 'json');
    expect(exit).toBe(1);
    const { findings } = JSON.parse(out) as { findings: { level: string; message: string }[] };
    expect(
      findings
        .filter(({ level }) => level === 'error')
        .map(({ message }) => message)
        .join(),
    ).toMatch(/closed area/);
  });

  test('what there was no time for is said, and is no pass', async () => {
    const { exit, out } = await folder.rules('analyse', '--pack', 'un', '--seconds', '0');
    expect(exit).toBe(3);
    expect(out).toMatch(/^not decided: pack un: .+ \(out of time\)$/m);
  });
});

describe('diff', () => {
  test('rules alike are said to be the same', async () => {
    folder.write('same.json', aSet());
    const { exit, out } = await folder.rules('diff', '--pack', 'un', 'same.json');
    expect(exit).toBe(0);
    expect(out).toContain('The rules are the same.');
  });

  test('what changed is said before and after', async () => {
    folder.write(
      'changed.json',
      aSet((one) => void (one.rules[0]!.title = 'Another title')),
    );
    const { out } = await folder.rules('diff', '--pack', 'un', 'changed.json');
    const { id, title } = packs.un.ruleSets.travelClearance.rules[0]!;
    expect(out).toContain(`rules/${id} changed\n  words\n  - ${title}\n  + Another title\n`);
  });
});

describe('diff over every case', () => {
  test('where somebody who had to agree need not any more, it warns, and a strict build ends', async () => {
    folder.write(
      'weaker.json',
      aSet((one) => void (one.rules = one.rules.filter(({ id }) => id !== 'automatic-withdrawn'))),
    );
    const { exit, out } = await folder.rules('diff', '--pack', 'un', 'weaker.json', '--strict');
    expect(exit).toBe(1);
    expect(out).toMatch(/^warning less-control: .*automaticWithdrawn true.* before, .* after$/m);
    const back = await folder.rules('diff', 'weaker.json', '--pack', 'un', '--format', 'json');
    expect(JSON.parse(back.out)).toMatchObject({ changes: [{ how: 'removed', id: 'automatic-withdrawn' }] });
  });
});

describe('export and import', () => {
  test('the file of a pack has no faults and is the same bytes when it is exported again', async () => {
    expect((await folder.rules('export', '--pack', 'ngo', '--output', 'ngo.json')).exit).toBe(0);
    const text = readFileSync(folder.path('ngo.json'), 'utf8');
    expect(text).toBe(ruleFile(packs.ngo.ruleSets.travelClearance));
    expect(await folder.rules('lint', 'ngo.json')).toMatchObject({ exit: 0 });
    expect((await folder.rules('import', 'ngo.json')).out).toBe(text);
  });

  test('rules altered under their hash are refused', async () => {
    folder.write('altered.json', ruleFile(aSet()).replace('Nobody travels', 'Anybody travels'));
    const { exit, out } = await folder.rules('import', 'altered.json');
    expect(exit).toBe(1);
    expect(out).toMatch(/^altered\.json:\d+:\d+: error import-altered: /);
  });

  test('a file becomes a draft of a running system, as whoever the token belongs to', async () => {
    const asked: unknown[] = [];
    const kinds = [{ kind: 'no-person', parts: 1, samples: [] }];
    const answers: Record<string, string> = {
      drafts: '{"id":"d-1"}',
      file: ruleFile(packs.un.ruleSets.travelClearance),
      impact: JSON.stringify({ cases: 2, parts: 3, changed: 1, reached: null, kinds, queues: [] }),
    };
    const server = createServer((req, res) => {
      let body = '';
      req.on('data', (part: Buffer) => (body += part.toString()));
      req.on('end', () => {
        const { authorization } = req.headers;
        asked.push({ method: req.method, url: req.url, authorization, body: body && (JSON.parse(body) as unknown) });
        res.writeHead(req.method === 'POST' ? 201 : 200, { 'content-type': 'application/json' });
        res.end(answers[req.url?.split('/').at(-1) ?? '']);
      });
    });
    await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      folder.write('mine.json', aSet());
      const { exit, out } = await folder.as('token', 'import', 'mine.json', '--server', url, '--title', 'Mine');
      expect({ exit, out }).toEqual({ exit: 0, out: 'draft d-1 of travelClearance\n' });
      const authorization = 'Bearer token';
      expect(asked).toEqual([
        {
          ...{ method: 'POST', url: '/api/v1/rules/travelClearance/drafts', authorization },
          body: { title: 'Mine', file: { format: 'safeconduct-rules/1', ruleSet: aSet() } },
        },
      ]);
      const diffed = await folder.as('token', 'diff', '--version', '3', '--server', url, 'mine.json');
      expect(diffed.out).toContain('The rules are the same.');
      expect(asked[1]).toMatchObject({ method: 'GET', url: '/api/v1/rules/travelClearance/versions/3/file' });
      const replayed = await folder.as('token', 'impact', '--draft', 'd-1', '--days', '30', '--server', url);
      expect(replayed.out).toBe(
        '2 requests, 3 parts: 1 would go another way\n  no-person: 1\nwarning no-person: 1 parts would be cleared with no person\n',
      );
      expect(asked[2]).toMatchObject({
        url: '/api/v1/rules/travelClearance/impact',
        body: { ref: { draft: 'd-1' }, days: 30 },
      });
    } finally {
      await new Promise((done) => server.close(done));
    }
  });

  test('without a token it says so, and a system that does not answer is no pass', async () => {
    const there = ['export', '--version', '1', '--server', 'http://127.0.0.1:1'];
    const [without, away] = await Promise.all([folder.rules(...there), folder.as('token', ...there)]);
    expect(without).toMatchObject({ exit: 2, err: 'Set SAFECONDUCT_TOKEN to the token of your session.\n' });
    expect(away.exit).toBe(3);
    expect(away.err).toMatch(/cannot be reached/);
  });
});
