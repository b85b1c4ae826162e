// The replay of stored cases by rules in force and a draft, beside json-rules-engine judging them one by one over all 300 rules.
// Ours reads from PostgreSQL, judges twice and tallies; the engine alone judges once, from memory. npm run bench -- impact 5000 takes fewer cases.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Client } from 'pg';
import { daysBefore, replay } from '../api/rules/impact.ts';
import { compile, judge } from '../rules/judge.ts';
import { openDoor, type Door } from '../test/api/door.ts';
import { stopDatabaseServer } from '../scripts/parts/fresh-database.ts';
import type { Share } from './support/engine-alone-process.ts';
import { draft, inForce, tripOf } from './support/replayed.ts';
import { note, report } from './support/report.ts';

const count = Number(process.argv[2] ?? 150_000);
const processes = 2;
const insertedAtOnce = 5_000;

const door = await openDoor();
try {
  await store(door);
  const [before, after] = [compile(inForce), compile(draft)];
  const until = new Date(door.now.at + 1);
  const asked = {
    ...{ process: 'travelClearance', from: daysBefore(door.now.at, 91), until },
    ...{ before: () => before, after, areas: new Map() },
  };
  const limits = { mostParts: Infinity, withinMs: Infinity };
  const replayRate = async () => {
    const begun = performance.now();
    const { parts, changed } = await replay(door.deps.db, asked, limits);
    if (parts !== count) throw new Error(`${parts} of ${count} cases were replayed`);
    return { changed, perSecond: (count * 1000) / (performance.now() - begun) };
  };
  const first = await replayRate();
  note(`impact, cases whose route changes`, first.changed);
  note('impact, cases replayed from the database, both verdicts,', first.perSecond, '/s');
  note(
    'impact, reference judge, rules picked by place, one verdict,',
    await referenceRate(Math.min(count, 1_000)),
    '/s',
  );

  const shares = await Promise.all(Array.from({ length: processes }, (_, index) => engineShare(index)));
  const judged = shares.reduce((sum, one) => sum + one.judged, 0);
  const alone = (judged * 1000) / shares.reduce((sum, one) => sum + one.ms, 0);
  note('impact, verdicts compared with the engine alone, all equal,', judged);
  note('impact, engine alone over all rules, one verdict, a core', alone, '/s');
  // The machine may have slowed down or recovered meanwhile: the worse of both ends counts.
  const ours = Math.min(first.perSecond, (await replayRate()).perSecond);
  report('impact, replay beside the engine alone', ours / alone, { least: 20 }, 'x');
} finally {
  await door.close();
  await stopDatabaseServer();
}

async function referenceRate(some: number): Promise<number> {
  const compiled = compile(draft);
  const trips = Array.from({ length: some }, (_, index) => tripOf(index));
  const begun = performance.now();
  for (const trip of trips) await judge(compiled, trip.facts, trip.in);
  return (some * 1000) / (performance.now() - begun);
}

async function engineShare(index: number): Promise<Share> {
  const bound = (part: number) => String(Math.floor((count * part) / processes));
  const file = new URL('./support/engine-alone-process.ts', import.meta.url).pathname;
  const child = fork(file, [bound(index), bound(index + 1)]);
  const [[share]] = await Promise.all([
    Promise.race([once(child, 'message'), once(child, 'exit').then(([code]) => failed(code))]),
    once(child, 'exit'),
  ]);
  return share as Share;
}

function failed(code: unknown): never {
  throw new Error(`The engine's share ended with ${String(code)}`);
}

/** A case of one part each, over ninety days. */
async function store({ database, now }: Door): Promise<void> {
  const client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
  for (let first = 0; first < count; first += insertedAtOnce) {
    const rows = Array.from({ length: Math.min(insertedAtOnce, count - first) }, (_, offset) => {
      const { facts, in: judged, filedMinutesAgo } = tripOf(first + offset);
      return { n: first + offset, at: new Date(now.at - filedMinutesAgo * 60_000), facts, ...judged };
    });
    await client.query(
      `WITH given AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS g(n int, at timestamptz, facts jsonb, country text, area text, organization text)),
      filed AS (INSERT INTO cases (id, reference, process, "workflowId", "subjectId", "submitterId", "organizationId", form, "formBytes", "contentHash", state, reasons, live, "filedAt", "updatedAt")
        SELECT md5('case' || n)::uuid, 'TC-' || n, 'travelClearance', 'w' || n, 'ana', 'ana', organization, '{}', '', '', 'closed', '{}', false, at, at FROM given)
      INSERT INTO parts (id, "caseId", ordinal, subject, "areaId", "countryId", content, "contentHash", state, reasons, "stateSince", facts, verdict)
        SELECT md5('part' || n)::uuid, md5('case' || n)::uuid, 1, 'traveller', area, country, '{}', '', 'cleared', '{}', '2027-03-01T12:00:00Z', facts, '{}' FROM given`,
      [JSON.stringify(rows)],
    );
  }
  await client.query('ANALYZE');
  await client.end();
}
