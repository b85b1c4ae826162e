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
    const found = rules.get(keyOf(process, place))?.find(({ from, to }) => from <= at && at < to);
    if (found) return found.compiled();
  }
  return undefined;
}

/** The version that was in force at this very place before the one that is; null where none was. */
export function versionBefore(rules: RulesInForce, name: string, place: string, at: number): number | null {
  const past = (rules.get(keyOf(name, place)) ?? []).filter(({ to }) => to <= at);
  return past.toSorted((one, other) => other.to - one.to)[0]?.version ?? null;
}

/** Published ahead for this very place, to begin after that instant: a change from then on takes its place too. */
export function scheduledAfter(rules: RulesInForce, name: string, place: string, at: number): readonly InForce[] {
  return (rules.get(keyOf(name, place)) ?? []).filter(({ from }) => from > at);
}

/** A step that is run again long after its own instant still finds what was in force then. */
const stillAsked = '1 year';
const texts = new Map<string, unknown>();
const compiled = new Map<string, CompiledRuleSet>();

export async function loadRulesInForce(tx: Prisma.TransactionClient): Promise<RulesInForce> {
  const rows = await tx.$queryRaw<
    { name: string; version: number; hash: string; place: string; fromAt: Date | null; toAt: Date | null }[]
  >`
    SELECT a.name, a.version, v.hash, a.place, a."fromAt", a."toAt"
      FROM rule_activations a JOIN rule_set_versions v ON v.name = a.name AND v.version = a.version
     WHERE (a."toAt" IS NULL OR a."toAt" > now() - ${stillAsked}::interval) AND (a."fromAt" = a."toAt") IS NOT TRUE
     ORDER BY a."fromAt" NULLS FIRST`;
  await readTexts(tx, new Set(rows.map(({ hash }) => hash)));
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
  const fresh = compiled.get(hash) ?? compile(RuleSet.parse(content));
  compiled.set(hash, fresh);
  return fresh;
}

const keyOf = (name: string, place: string): string => `${name} ${place}`;
