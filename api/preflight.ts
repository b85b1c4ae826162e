// What would happen if this form were filed now: who would decide each part, and what is missing. Nothing is filed.
import type { z } from 'zod';
import type { TravelClearanceForm } from '../forms/travel-clearance.ts';
import type { Database } from '../prisma/connect.ts';
import { loadClaims, tieOf } from '../prisma/load-claims.ts';
import { holdersOf, routeOf } from '../rules/authority.ts';
import type { CompiledRuleSet } from '../rules/judge.ts';
import { matterFor, type Matter } from '../rules/matter.ts';
import { judgeQuickly } from '../rules/quick-judge.ts';
import type { Facts, Verdict } from '../rules/rule-set.ts';
import { hasPlace, type Claim } from '../rules/places.ts';
import { tripFacts, type TripContext } from '../rules/trip-facts.ts';
import { isCrowded, tripParts, type TripPart } from '../rules/trip-parts.ts';
import { localDate } from '../rules/working-time.ts';
import { checkFiling, travellerOf, type Filing } from './filing-checks.ts';
import { readFiling } from './filing-world.ts';
import { namesFor, type Names } from './names.ts';
import { problemOf } from './problem.ts';
import { rulesNow, type RulesNow } from './rules/sets.ts';
import type { Preflight } from './views.ts';

type View = z.infer<typeof Preflight>;
/** Problems after which there is no trip to judge, or none the asker may know of. */
const unjudgeable = new Set(['unknown-area', 'unknown-person', 'departure-before-arrival', 'not-your-traveller']);

export async function preflight(
  db: Database,
  form: TravelClearanceForm,
  submitter: string,
  now: number,
): Promise<View> {
  const filing = await readFiling(db, form, submitter, now);
  const { problems, warnings } = checkFiling(filing);
  if (problems.some((one) => unjudgeable.has(one.code))) return { ok: false, problems, warnings, parts: [] };
  const judged = await judgeTrip(db, filing, await rulesNow(db, now));
  const holders = judged.flatMap(({ decides }) => decides.flatMap((one) => one.holders));
  const names = await namesFor(db, { people: holders, areas: form.stops.map((stop) => stop.area) });
  return { ok: problems.length === 0, problems, warnings, parts: judged.map((one) => partView(one, names)) };
}

type Judged = {
  part: TripPart;
  compiled: CompiledRuleSet;
  facts: Facts;
  verdict: Verdict;
  decides: { authority: string; mode: string; holders: string[] }[];
};

async function judgeTrip(db: Database, filing: Filing, rules: RulesNow): Promise<Judged[]> {
  const { form, submitter, now, world } = filing;
  const traveller = travellerOf(filing);
  const person = world.people.get(traveller)!;
  const parts = tripParts(form, world, isCrowded(form, traveller, world));
  const placeFree = await placesFor(db, filing, parts);
  const trip: TripContext = { form, traveller, submitter, filedAt: now, now, parts, placeFree };
  const judged: Judged[] = [];
  for (const part of parts) {
    const facts = tripFacts(part, trip, world);
    const compiled = rules('travelClearance', part);
    if (!compiled) throw problemOf('internal');
    const verdict = judgeQuickly(compiled, facts, {
      country: part.country,
      area: part.area,
      inside: world.areas.get(part.area)?.parents,
      organization: person.organization,
      date: localDate(now, part.zone),
    });
    const { area, country } = part;
    const { travelType } = form;
    const matter = matterFor({ world, now, area, country, facts, travelType, subject: traveller, submitter });
    judged.push({ part, compiled, facts, verdict, decides: decidesOf(verdict, matter) });
  }
  return judged;
}

/** Who files last comes last: whether each part would find a place now. */
async function placesFor(
  db: Database,
  { world, now }: Filing,
  parts: readonly TripPart[],
): Promise<(part: TripPart) => boolean> {
  const ceilingOf = (part: TripPart) => world.areas.get(part.area)?.ceiling ?? null;
  const asked = parts.filter((part) => ceilingOf(part) !== null && part.heads > 0);
  const areas = [...new Set(asked.map((part) => part.area))];
  const first = asked.map((part) => part.firstDate).sort()[0] ?? '';
  const last =
    asked
      .map((part) => part.lastDate)
      .sort()
      .at(-1) ?? '';
  const { claims, counted } = await loadClaims(db, areas, first, last, now, null);
  const claimOf = (part: TripPart): Claim => ({ ...part, rank: 'queued', since: now, tie: tieOf('', part.ordinal) });
  return (part) => hasPlace(claimOf(part), [...claims, ...asked.map(claimOf)], counted, ceilingOf(part) ?? Infinity);
}

function decidesOf(verdict: Verdict, matter: Matter): Judged['decides'] {
  return verdict.stages.flatMap(({ asks }) =>
    asks.map((ask) => {
      const found =
        ask.mode === 'decide'
          ? routeOf(ask, matter)
          : { authority: ask.authority, ...holdersOf(ask.authority, matter) };
      return {
        authority: found?.authority ?? ask.authority,
        mode: ask.mode,
        holders: found?.holders.map((one) => one.person) ?? [],
      };
    }),
  );
}

const missingOf = {
  coursesMissing: 'training-missing',
  coursesExpired: 'training-expired',
  coursesExpiring: 'training-expires-during-stay',
  coursesOnArrival: 'training-on-arrival',
  measuresMissing: 'measures-not-in-place',
} as const;

function partView(
  { part, compiled: { ruleSet }, facts, verdict, decides }: Judged,
  names: Names,
): View['parts'][number] {
  const missing = Object.entries(missingOf).flatMap(([name, code]) => {
    const items = (facts[name] ?? []) as readonly string[];
    return items.length > 0 ? [{ code, items: [...items] }] : [];
  });
  return {
    ordinal: part.ordinal,
    stop: part.stop,
    subject: part.subject,
    area: names.area(part.area),
    outcome: verdict.outcome,
    reasons: verdict.reasons,
    missing,
    decides: decides.map((one) => ({ ...one, holders: one.holders.map(names.person) })),
    rules: ruleSet.rules
      .filter((rule) => verdict.fired.includes(rule.id))
      .map(({ id, title, source }) => ({ rule: id, title, source })),
  };
}
