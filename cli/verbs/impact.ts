// rules impact: what these rules would have made of the requests of the last days, asked of a running system.
import type { CliAnswer, CliFinding } from '../finding.ts';
import { WrongUse } from '../finding.ts';
import { ready } from '../faults.ts';
import { needed, oneSource, setOf, type SourceOptions } from '../rule-source.ts';
import { ask } from '../server.ts';

export async function impact(
  files: readonly string[],
  { days, country, area, ...options }: SourceOptions & { days?: string; country?: string; area?: string },
): Promise<CliAnswer> {
  const server = needed(options.server);
  const question = {
    ...(days === undefined ? {} : { days: Number(days) }),
    ...(country === undefined ? {} : { countries: country.split(',') }),
    ...(area === undefined ? {} : { areas: area.split(',') }),
  };
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

type Sample = { reference: string; part: number; area: string | null; before: string; after: string };
type Impact = {
  cases: number;
  parts: number;
  changed: number;
  reached: string | null;
  kinds: { kind: string; parts: number; samples: Sample[] }[];
  queues: { authority: string; country: string | null; area: string | null; before: number; after: number }[];
};

function said(answer: unknown): CliAnswer {
  const found = answer as Impact;
  const place = ({ area, country }: Impact['queues'][number]) => area ?? country ?? 'everywhere';
  return {
    findings: found.kinds.filter(({ kind }) => kind === 'no-person').flatMap(cleared),
    lines: [
      `${found.cases} requests, ${found.parts} parts: ${found.changed} would go another way`,
      ...found.kinds.map(({ kind, parts }) => `  ${kind}: ${parts}`),
      ...found.queues.map((one) => `  ${one.authority} in ${place(one)}: ${one.before} before, ${one.after} after`),
    ],
    ...(found.reached === null ? {} : { undecided: [`requests filed before ${found.reached} were not looked at`] }),
    details: { impact: answer },
  };
}

/** What nobody would look at any more: each request the reader may see, and how many there are besides. */
function cleared({ kind: code, parts, samples }: Impact['kinds'][number]): CliFinding[] {
  const seen = samples.map(
    ({ reference, part, area, before, after }) =>
      `${reference} part ${part}${area === null ? '' : ` in ${area}`}: ${before} before, ${after} after, with no person`,
  );
  const left = parts - seen.length;
  const more = left > 0 ? [`${left} ${seen.length > 0 ? 'more parts' : 'parts'} would be cleared with no person`] : [];
  return [...seen, ...more].map((message) => ({ code, level: 'warning', message }));
}
