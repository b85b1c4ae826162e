// What a change of rules would take the place of, and what its worker has compared it with.
import { z } from 'zod';
import { CalendarDate, Id, Instant } from '../../forms/common.ts';
import { inForceAt, placesOf, replacedFrom, startOf } from '../../prisma/places-of-change.ts';
import { frameOf } from '../../prisma/world-frame.ts';
import { namesFor } from '../names.ts';
import { route, type ApiRouter } from '../route.ts';
import { page } from '../views.ts';
import { areaOf, placeName } from './place-names.ts';
import { demandPlaces } from './change-filing.ts';
import { processOf } from './content.ts';
import { draftFor, ofDraft } from './draft-reading.ts';
import { logRules, mayWorkOnRules } from './rights.ts';

export const Listed = z
  .string()
  .max(20_000)
  .transform((list) => list.split(',').filter(Boolean))
  .pipe(z.array(Id).max(300));
const Scheduled = z.object({ version: z.int(), from: z.iso.datetime() });
const place = {
  place: z.string().meta({ description: '`*`, `country:<id>` or `area:<id>`' }),
  placeName: z.string().nullable().meta({ description: 'null: everywhere' }),
};
const Replaced = z
  .object({
    ...place,
    version: z.int().nullable().meta({ description: 'In force there at that start; null: none' }),
    hash: z.string().nullable(),
    now: z.int().nullable().meta({ description: 'In force there now' }),
    scheduled: z.array(Scheduled).meta({ description: 'Published ahead: it would not come in force there' }),
  })
  .meta({ id: 'ReplacedVersion' });
const Stored = z
  .looseObject({ version: z.int(), hash: z.string() })
  .meta({ description: 'As GET /rules/{set}/compare tells it, without words' });
const ChangeAnalysis = z
  .object({
    hash: z.string(),
    at: z.iso.datetime(),
    passed: z.boolean(),
    failures: z.array(z.string()),
    notDecided: z.array(z.string()).meta({ description: 'Parts of the analysis cut short that could have blocked' }),
    lessControl: z.boolean(),
    comparisonComplete: z.boolean(),
    against: z.array(z.looseObject({ ...place, version: z.int() })),
    ahead: z.array(z.object({ ...place, version: z.int(), from: z.iso.datetime(), lessControl: z.boolean() })).meta({
      description: 'Published ahead inside its places: each takes its place there, with less control than it or not',
    }),
    comparisons: z.array(z.looseObject({ before: Stored, differences: z.array(z.looseObject({})) })),
  })
  .meta({ id: 'RuleChangeAnalysis' });

export function ruleReplacedRoutes(router: ApiRouter): void {
  route(
    router,
    {
      method: 'get',
      path: '/rules/:set/replaced',
      access: mayWorkOnRules,
      params: z.strictObject({ set: Id }),
      query: z.strictObject({
        countries: Listed.optional().meta({ description: 'Ids with commas between. Default: everywhere' }),
        areas: Listed.optional(),
        from: z.union([Instant, CalendarDate]).optional(),
      }),
      answers: { 200: page(Replaced) },
      example: { params: { set: 'travelClearance' }, query: { countries: 'AB', from: '2027-04-01' } },
      summary: 'Which versions a change would replace at these places from that start on, and which it would cancel',
    },
    async ({ input, deps }) => {
      const set = processOf(input.params.set);
      await demandPlaces(deps, input.query);
      const { frame } = await frameOf(deps.db);
      const now = deps.clock();
      const start = Math.max(now, startOf(input.query, frame));
      const places = placesOf(input.query);
      const names = await namesFor(deps.db, { people: [], areas: places.map(areaOf) });
      const items = places.map((one) => {
        const standing = replacedFrom(frame, set, one, start);
        const then = standing.find(({ from }) => from <= start);
        return {
          ...{ place: one, placeName: placeName(one, names) },
          ...{ version: then?.version ?? null, hash: then?.hash ?? null },
          now: inForceAt(frame, set, one, now)?.ruleSet.version ?? null,
          scheduled: standing
            .filter(({ from }) => from > start)
            .map(({ version, from }) => ({ version, from: new Date(from).toISOString() })),
        };
      });
      return { items, next: null };
    },
  );

  route(
    router,
    {
      method: 'get',
      path: '/rules/:set/drafts/:id/analysis',
      access: mayWorkOnRules,
      params: ofDraft,
      answers: { 200: z.object({ analysis: ChangeAnalysis.nullable() }) },
      summary:
        'What the worker found of the submitted draft, and the comparisons its decision rests on; null until then',
    },
    async ({ input, person, deps }) => {
      const { id, caseId } = await draftFor(deps, input.params);
      const kase = caseId && (await deps.db.case.findUnique({ where: { id: caseId }, select: { form: true } }));
      if (!kase) return { analysis: null };
      const { hash } = kase.form as { hash: string };
      const ofCase = { hash, summary: { path: ['case'], equals: caseId } };
      const row = await deps.db.ruleAnalysis.findFirst({ where: ofCase, orderBy: { at: 'desc' } });
      // Asked again and again until it is there: only then has anything been read.
      if (!row) return { analysis: null };
      await logRules(deps, person, 'read-rule-draft', id);
      const { against, ahead = [], ...found } = row.summary as unknown as Summary;
      const names = await namesFor(deps.db, {
        people: [],
        areas: [...against, ...ahead].map((one) => areaOf(one.place)),
      });
      const { failures, notDecided = [], lessControl, comparisonComplete, comparisons } = found;
      return {
        analysis: {
          ...{ hash: row.hash, at: row.at.toISOString(), passed: row.passed, failures, lessControl },
          ...{ notDecided, comparisonComplete, comparisons },
          against: against.map((one) => ({ ...one, placeName: placeName(one.place, names) })),
          ahead: ahead.map(({ from, ...one }) => ({
            ...{ ...one, placeName: placeName(one.place, names), from: new Date(from).toISOString() },
          })),
        },
      };
    },
  );
}

type Summary = Pick<
  z.input<typeof ChangeAnalysis>,
  'failures' | 'lessControl' | 'comparisonComplete' | 'comparisons'
> & {
  notDecided?: string[];
  against: { place: string; version: number; hash: string }[];
  ahead?: { place: string; version: number; from: number; lessControl: boolean }[];
};
