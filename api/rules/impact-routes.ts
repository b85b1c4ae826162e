// The route that replays the last days by a draft before anybody is judged by it.
import { z } from 'zod';
import { frameOf } from '../../prisma/world-frame.ts';
import { placesOf } from '../../prisma/places-of-change.ts';
import { reachesTo, ruleSetFor } from '../../prisma/rules-in-force.ts';
import { Id } from '../../forms/common.ts';
import { impactKinds } from '../../rules/impact.ts';
import { deepestContent, processOf } from './content.ts';
import { daysBefore, replay, samplesSeen } from './impact.ts';
import { RuleRef, resolveRef } from './refs.ts';
import { logRules, mayWorkOnRules } from './rights.ts';
import { route, type ApiRouter } from '../route.ts';

const limits = { mostParts: 250_000, withinMs: 20_000 };
const outcome = z.string();
const Question = z.strictObject({
  ref: RuleRef.optional(),
  days: z.int().min(1).max(3650).default(90).meta({ description: 'How many days back, by the filing' }),
  live: z
    .boolean()
    .default(false)
    .meta({ description: 'Only requests not at an end: what judging them again would come to' }),
  countries: z.array(Id).max(300).optional().meta({ description: 'Only parts there. Default: everywhere' }),
  areas: z.array(Id).max(300).optional(),
});
const RuleImpact = z
  .object({
    hash: z.string(),
    from: z.iso.datetime(),
    until: z.iso.datetime(),
    reached: z.iso.datetime().nullable().meta({ description: 'Limits ended it here, before `from`; null: all of it' }),
    cases: z.int(),
    parts: z.int(),
    changed: z.int().meta({ description: 'Parts whose outcome, deciders or terms would differ' }),
    kinds: z
      .array(
        z.object({
          kind: z.enum(impactKinds),
          parts: z.int(),
          samples: z
            .array(
              z.object({
                request: z.uuid(),
                reference: z.string(),
                part: z.int(),
                area: z.string().nullable(),
                before: outcome,
                after: outcome,
              }),
            )
            .meta({ description: 'Only requests the caller may see' }),
        }),
      )
      .meta({ description: 'Heaviest first; each part counts once' }),
    queues: z.array(
      z.object({
        authority: z.string(),
        of: z.string().meta({ description: 'Whose authority: of the area, the claimants, or the traveller' }),
        country: z.string().nullable(),
        area: z.string().nullable(),
        areaName: z.string().nullable(),
        before: z.int(),
        after: z.int(),
      }),
    ),
    moreQueues: z.int().meta({ description: 'Queues that change besides those listed' }),
  })
  .meta({ id: 'RuleImpact' });
const mostQueues = 200;

export function ruleImpactRoutes(router: ApiRouter): void {
  route(
    router,
    {
      method: 'post',
      path: '/rules/:set/impact',
      access: mayWorkOnRules,
      params: z.strictObject({ set: Id }),
      body: Question,
      answers: { 200: RuleImpact },
      deepest: deepestContent,
      example: { params: { set: 'travelClearance' }, body: { ref: { version: 1 }, days: 30 } },
      summary: 'What these rules would have made of the requests of the last days',
    },
    async ({ input, person, deps }) => {
      const { db } = deps;
      const set = processOf(input.params.set);
      const { ref, days, live, countries = [], areas = [] } = input.body;
      const after = (await resolveRef(deps, person, set, ref)).compiled();
      await logRules(deps, person, 'replay-rules', after.hash);
      const now = deps.clock();
      const [from, until] = [daysBefore(now, days), new Date(now + 1)];
      const { frame } = await frameOf(db);
      const before = (place: { area: string | null; country: string | null }) => ruleSetFor(frame, set, place, now);
      const isInside = (parents: readonly string[]) => parents.some((one) => areas.includes(one));
      const inside = [...frame.areas].filter(([, { parents }]) => isInside(parents)).map(([id]) => id);
      const places = countries.length + areas.length > 0 ? { countries, areas: [...areas, ...inside] } : null;
      const chosen = placesOf({ countries, areas });
      const reaches = (place: { area: string | null; country: string | null }) =>
        reachesTo(frame, set, chosen, place, now);
      const which = { process: set, from, until, live, places };
      const found = await replay(db, { ...which, before, after, reaches, areas: frame.areas }, limits);
      const { reached, kinds, queues, ...counts } = found;
      const shown = queues.slice(0, mostQueues);
      return {
        ...{ hash: after.hash, from: from.toISOString(), until: new Date(now).toISOString() },
        ...{ reached: reached?.toISOString() ?? null, ...counts },
        kinds: (await samplesSeen(db, person.id, kinds, now)).map(({ samples, ...kind }) => ({
          ...kind,
          samples: samples.map(({ caseId, ordinal, country: _, ...one }) => ({
            ...{ ...one, request: caseId, part: ordinal },
          })),
        })),
        queues: shown.map((one) => ({ ...one, areaName: frame.areas.get(one.area ?? '')?.name ?? null })),
        moreQueues: queues.length - shown.length,
      };
    },
  );
}
