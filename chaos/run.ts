// npm run chaos -- --minutes N [--seed S]: mixed load on the whole system while its parts are killed, then the reckoning.
import { parseArgs } from 'node:util';
import { addPeople, sessionOf } from '../bench/support/people.ts';
import { pause } from '../scripts/parts/processes.ts';
import { startWholeSystem } from '../scripts/parts/whole-system.ts';
import { openSink } from '../test/support/smtp-sink.ts';
import { check } from './checks.ts';
import { killAtRandom } from './faults.ts';
import { caller, type Entry } from './journal.ts';
import { deciders, play } from './load.ts';
import { randomFrom } from './random.ts';
import { beginSigner } from './signer.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string' },
    clients: { type: 'string', default: '3' },
    quiet: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const clients = Number(values.clients);
const begun = Date.now();
const until = begun + Number(values.minutes) * 60_000;
const seconds = () => `${((Date.now() - begun) / 1000).toFixed(1).padStart(6)} s`;
const say = (line: string) => void (values.quiet || console.log(`${seconds()}  ${line}`));

say(`seed ${seed}`);
const sink = await openSink();
const system = await startWholeSystem({ RATE_LIMIT_SCALE: '10000', SMTP_URL: sink.url });
const signer = await beginSigner(system);
const journal: Entry[] = [];
try {
  const each = 40;
  await addPeople(system.urls.owner, clients * each);
  const people = Array.from({ length: clients * each }, (_, index) => `p${index + 1}`);
  const tokens = await sessionOf(system.urls.owner, [...deciders, 'adm1', ...people]);
  const call = caller(system.base, tokens);
  const players = Array.from({ length: clients }, (_, index) =>
    play(
      {
        call,
        random: randomFrom(seed * 1_000 + index),
        journal,
        travellers: people.slice(index * each, (index + 1) * each),
        until,
      },
      index * 1_000_000,
    ),
  );
  const [kills, signerKills] = await Promise.all([
    killAtRandom(system, randomFrom(seed), until, say),
    signer.dieAtRandom(randomFrom(seed + 1), until),
    ...players,
  ]);
  await system.ready();
  say('all is up; waiting for the cases to come to rest');
  await pause(2_000);
  const patienceMs = 120_000;
  const leaves = await signer.end();
  const { cases, decisions, lost, doubled, broken } = await check(system, journal, {
    patienceMs,
    letters: sink.notices,
  });
  for (const line of [...lost, ...doubled, ...broken].slice(0, 40)) console.log(`  ${line}`);
  const { fell, ...killed } = kills;
  const total = Object.values(killed).reduce((sum, count) => sum + count, 0);
  say(`${JSON.stringify(killed)}, ${fell} fell by themselves`);
  say(
    `letters ${sink.notices.length} of ${new Set(sink.notices).size} notices; ${leaves} leaves signed, signer killed ${signerKills} times`,
  );
  say(`answers: ${JSON.stringify(tally(journal))}`);
  console.log(
    `kills ${total} cases ${cases} decisions ${decisions} lost ${lost.length} doubled ${doubled.length} broken ${broken.length} seed ${seed}`,
  );
  if (lost.length + doubled.length + broken.length > 0) process.exitCode = 1;
} finally {
  if (process.exitCode === 1) say(`logs and data are kept in ${system.home}`);
  await signer.stop();
  await system.stop(process.exitCode === 1);
  await sink.close();
}

function tally(entries: readonly Entry[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind, status, code } of entries) {
    const name = [kind, status === 0 ? 'unanswered' : status, code].filter((one) => one !== undefined).join(' ');
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
