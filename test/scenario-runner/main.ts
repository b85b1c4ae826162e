// npm run scenarios: plays scenario files, demands that what they leave behind is sound, and reports one line each.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { playFiles } from '../../stories/play-files.ts';
import type { Played } from '../../stories/stage/play.ts';
import { soundness } from '../support/soundness.ts';

const folder = join(import.meta.dirname, '../scenarios');
const help = `npm run scenarios -- [options] [PATH ...]

Plays scenario files (or all of a folder) against the whole system; default: test/scenarios/travel.
The format is in test/scenarios/README.md.

  --world FILE   the world they start from (default test/scenarios/world.yaml)
  --jobs N       how many run at once (default 2)
  --json         one JSON document instead of lines
  --help         this text`;

export type Result = Omit<Played, 'outcome'> & { outcome: Played['outcome'] | 'pending' };

/** Returns the exit code. */
export async function main(args: string[], from: string): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      world: { type: 'string' },
      jobs: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const say = (line: string) => void (values.json || console.log(line));
  if (values.help) return (console.log(help), 0);
  const results: Result[] = [];
  const { faults } = await playFiles(positionals.length > 0 ? positionals : ['travel'], {
    ...{ from, folders: [folder], soundness },
    ...(values.world === undefined ? {} : { world: values.world }),
    ...(values.jobs === undefined ? {} : { jobs: jobsOf(values.jobs) }),
    onPlayed(played) {
      const result = pending.has(played.id) ? asPending(played) : played;
      results.push(result);
      say(lineOf(result));
    },
  });
  if (faults.length > 0) {
    console.error(faults.join('\n'));
    return 1;
  }
  const count = (outcome: Result['outcome']) => results.filter((result) => result.outcome === outcome).length;
  const [passed, failed] = [count('passed'), count('failed')];
  if (values.json) console.log(JSON.stringify({ passed, failed, pending: count('pending'), results }, null, 2));
  say(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

const pending = new Set(readFileSync(join(folder, 'pending.txt'), 'utf8').match(/^[A-Z]\d+[a-z]?/gm));

function asPending(played: Played): Result {
  if (played.outcome === 'failed') return { ...played, outcome: 'pending' };
  return { ...played, outcome: 'failed', reason: 'it passes now: delete its line in test/scenarios/pending.txt' };
}

const mark = { passed: 'ok', failed: 'FAIL', pending: 'pending' } as const;

function lineOf({ id, title, outcome, reason, ms }: Result): string {
  return `${mark[outcome]} ${id} ${title} ${reason === undefined ? `(${ms} ms)` : `${reason} (${ms} ms)`}`;
}

function jobsOf(given: string): number {
  const jobs = Number(given);
  if (!Number.isInteger(jobs) || jobs < 1) throw new Error('--jobs takes a whole number from 1');
  return jobs;
}
