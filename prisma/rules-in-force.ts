// Which version of a rule set is in force at a place and instant: a lookup among activations, kept in memory with the frame.
import { compile, type CompiledRuleSet } from '../rules/judge.ts';
import { RuleSet } from '../rules/rule-set.ts';
import type { Prisma } from './client/client.ts';

export type InForce = { version: number; hash: string; from: number; to: number; compiled: () => CompiledRuleSet };
/** Set and place -> its activations, in order of time. */
export type RulesInForce = ReadonlyMap<string, readonly InForce[]>;
export type PlaceOfRules = { area?: string | null | undefined; country?: string | null | undefined };

export const everywhere = '*';
export const inCountry = (id: string): string => `country:${id}`;
export const inArea = (id: string): string => `area:${id}`;

type Areas = ReadonlyMap<string, { parents: readonly string[] }>;

/** The most specific first: the area, its parents nearest first, the country, everywhere. */
export function placesAround(areas: Areas, { area, country }: PlaceOfRules): string[] {
  return [
    ...(area ? [area, ...(areas.get(area)?.parents ?? [])].map(inArea) : []),
    ...(country ? [inCountry(country)] : []),
    everywhere,
  ];
}

/** The most specific place wins. */
export function ruleSetFor(
  { rules, areas }: { rules: RulesInForce; areas: Areas },
  process: string,
  where: PlaceOfRules,
  at: number,
): CompiledRuleSet | undefined {
  for (const place of placesAround(areas, where)) {
    const found = ownAt(rules, process, place, at);
    if (found) return found.compiled();
  }
  return undefined;
}

/** Whether rules for these places are what judges there: nothing of its own more specific stands before them. */
export function reachesTo(
  { rules, areas }: { rules: RulesInForce; areas: Areas },
  process: string,
  places: readonly string[],
  where: PlaceOfRules,
  at: number,
): boolean {
  const first = placesAround(areas, where).find((one) => places.includes(one) || ownAt(rules, process, one, at));
  return first !== undefined && places.includes(first);
}

function ownAt(rules: RulesInForce, process: string, place: string, at: number): InForce | undefined {
  return rules.get(keyOf(process, place))?.find(({ from, to }) => from <= at && at < to);
}

/**
 * Where one step back leads at this very place: to a version, or to what lies `above` it. A step back undoes a step on and is
 * none itself, so the next leads further back. Null where there is nothing to step back from.
 */
export function stepBack(rules: RulesInForce, name: string, place: string, at: number): number | 'above' | null {
  const steps: number[] = [];
  let until = -Infinity;
  for (const { version, from, to } of rules.get(keyOf(name, place)) ?? []) {
    if (from > at) break;
    // It had nothing of its own meanwhile.
    if (from > until) steps.length = 0;
    // A draft becomes a version of its own, so one that was in force before is back.
    const known = steps.lastIndexOf(version);
    if (known < 0) steps.push(version);
    else steps.length = known + 1;
    until = to;
  }
  if (until <= at) return null;
  return steps.at(-2) ?? (place === everywhere ? null : 'above');
}

/** When something begins or ends at one of these places after that instant. */
export function changesAfter(rules: RulesInForce, name: string, places: readonly string[], at: number): number[] {
  const edges = places.flatMap((place) => (rules.get(keyOf(name, place)) ?? []).flatMap(({ from, to }) => [from, to]));
  return [...new Set(edges)].filter((one) => one > at && Number.isFinite(one)).sort((one, other) => one - other);
}

/** What is to begin after that instant, at whatever place. */
export function comingAfter(rules: RulesInForce, name: string, at: number): (InForce & { place: string })[] {
  return [...rules].flatMap(([key, ones]) =>
    key.startsWith(`${name} `)
      ? ones.filter(({ from }) => from > at).map((one) => ({ ...one, place: key.slice(name.length + 1) }))
      : [],
  );
}

/** A step that is run again long after its own instant still finds what was in force then; of older versions only the dates are kept. */
const stillAsked = '1 year';
const texts = new Map<string, unknown>();
const compiled = new Map<string, CompiledRuleSet>();

export async function loadRulesInForce(tx: Prisma.TransactionClient): Promise<RulesInForce> {
  const rows = await tx.$queryRaw<
    (Pick<InForce, 'version' | 'hash'> & Period & { name: string; place: string; isAsked: boolean })[]
  >`
    SELECT a.name, a.version, v.hash, a.place, a."fromAt", a."toAt",
           (a."toAt" IS NULL OR a."toAt" > now() - ${stillAsked}::interval) AS "isAsked"
      FROM rule_activations a JOIN rule_set_versions v ON v.name = a.name AND v.version = a.version
     WHERE (a."fromAt" = a."toAt") IS NOT TRUE
     ORDER BY a."fromAt" NULLS FIRST`;
  await readTexts(tx, new Set(rows.filter(({ isAsked }) => isAsked).map(({ hash }) => hash)));
  const rules = new Map<string, InForce[]>();
  for (const { name, version, hash, place, fromAt, toAt } of rows) {
    const text = texts.get(hash);
    const one = {
      version,
      hash,
      from: fromAt ? +fromAt : -Infinity,
      to: toAt ? +toAt : Infinity,
      compiled: () => compiledOf(hash, text),
    };
    rules.set(keyOf(name, place), [...(rules.get(keyOf(name, place)) ?? []), one]);
  }
  return rules;
}

type Period = { fromAt: Date | null; toAt: Date | null };

/** A text never changes under its hash: it is read once. */
async function readTexts(tx: Prisma.TransactionClient, wanted: ReadonlySet<string>): Promise<void> {
  for (const kept of [texts, compiled]) for (const hash of kept.keys()) if (!wanted.has(hash)) kept.delete(hash);
  const missing = [...wanted].filter((hash) => !texts.has(hash));
  if (missing.length === 0) return;
  const read = await tx.ruleSetVersion.findMany({
    where: { hash: { in: missing } },
    select: { hash: true, content: true },
  });
  for (const { hash, content } of read) texts.set(hash, content);
}

function compiledOf(hash: string, content: unknown): CompiledRuleSet {
  if (content === undefined)
    throw new Error(`The rules ${hash} ended over ${stillAsked} ago and are not kept in memory.`);
  const fresh = compiled.get(hash) ?? compile(RuleSet.parse(content));
  compiled.set(hash, fresh);
  return fresh;
}

const keyOf = (name: string, place: string): string => `${name} ${place}`;
