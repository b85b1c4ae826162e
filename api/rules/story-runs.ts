// What the stories kept with a text came to, while they play and after; begun by a save, a look at the draft, or a question.
import { z } from 'zod';
import { Id } from '../../forms/common.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { hasStories } from '../../stories/kept.ts';
import { notPlayed, notPlayedCodes, nothingToPlay, type StoryRun } from '../../stories/run.ts';
import type { ApiDeps } from '../deps.ts';
import { problemOf } from '../problem.ts';
import { route, type ApiRouter } from '../route.ts';
import { processOf } from './content.ts';
import type { FullDraft } from './draft-rows.ts';
import { mayWorkOnRules } from './rights.ts';

export const StoryRunView = z
  .object({
    state: z.enum(['none', 'playing', 'played', 'not-played']),
    results: z.array(
      z.object({
        file: z.string(),
        id: z.string(),
        title: z.string(),
        outcome: z.enum(['passed', 'failed']),
        reason: z.string().optional().meta({ description: 'At which step it first differs, and how' }),
        ms: z.int(),
      }),
    ),
    why: z
      .object({ code: z.enum(notPlayedCodes), message: z.string() })
      .optional()
      .meta({ description: 'Why they were not played, and what to do' }),
  })
  .meta({ id: 'StoryRun' });

export function storyRunRoutes(router: ApiRouter): void {
  route(
    router,
    {
      method: 'get',
      path: '/rules/:set/stories/:hash',
      access: mayWorkOnRules,
      params: z.strictObject({ set: Id, hash: z.string().regex(/^[0-9a-f]{64}$/) }),
      answers: { 200: StoryRunView },
      summary: 'How far the play of the stories kept with a text is, by the hash of the text',
    },
    ({ input, deps }) => {
      processOf(input.params.set);
      const run = deps.stories.of(input.params.hash);
      if (!run) throw problemOf('not-found');
      return run;
    },
  );
}

/** Only the last text of a draft is played; `again`: also where it could not be before. */
export function storiesOf(
  { stories }: Pick<ApiDeps, 'stories'>,
  { id, hash, content }: FullDraft,
  { isLast, isFaulty, again }: { isLast: boolean; isFaulty: boolean; again: boolean },
): StoryRun {
  if (isFaulty) return notPlayed('faulty', 'The text has faults: mend them first.');
  const set = content as RuleSet;
  if (isLast) return stories.begin(hash, set, { owner: id, again });
  const unasked = () => (hasStories(set) ? notPlayed('not-asked', 'Nobody has asked for it here.') : nothingToPlay);
  return stories.of(hash) ?? unasked();
}
