// rules impact: what these rules would have made of the requests of the last days, asked of a running system.
import type { CliAnswer } from '../finding.ts';
import { WrongUse } from '../finding.ts';
import { ready } from '../faults.ts';
import { needed, oneSource, setOf, type SourceOptions } from '../rule-source.ts';
import { ask } from '../server.ts';

export async function impact(
  files: readonly string[],
  { days, ...options }: SourceOptions & { days?: string },
): Promise<CliAnswer> {
  const server = needed(options.server);
  const question = days === undefined ? {} : { days: Number(days) };
  const { version, draft, pack } = options;
  if (files.length === 0 && pack === undefined) {
    if ((version === undefined) === (draft === undefined)) throw new WrongUse('This takes one rule set.');
    const ref = draft === undefined ? { version: Number(version) } : { draft };
    return said(await ask(server, 'POST', `/rules/${setOf(options)}/impact`, { ref, ...question }));
  }
  const sound = ready(await oneSource(files, options));
  if ('findings' in sound) return { findings: sound.findings };
  const { ruleSet } = sound.compiled;
  return said(await ask(server, 'POST', `/rules/${ruleSet.name}/impact`, { ref: { content: ruleSet }, ...question }));
}

type Impact = {
  cases: number;
  parts: number;
  changed: number;
  reached: string | null;
  kinds: { kind: string; parts: number }[];
  queues: { authority: string; country: string | null; area: string | null; before: number; after: number }[];
};

function said(answer: unknown): CliAnswer {
  const found = answer as Impact;
  const place = ({ area, country }: Impact['queues'][number]) => area ?? country ?? 'everywhere';
  return {
    findings: [],
    lines: [
      `${found.cases} requests, ${found.parts} parts: ${found.changed} would go another way`,
      ...found.kinds.map(({ kind, parts }) => `  ${kind}: ${parts}`),
      ...found.queues.map((one) => `  ${one.authority} in ${place(one)}: ${one.before} before, ${one.after} after`),
    ],
    ...(found.reached === null ? {} : { undecided: [`requests filed before ${found.reached} were not looked at`] }),
    details: { impact: answer },
  };
}
