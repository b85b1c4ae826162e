// Where a version is in force, or was last: what a draft begun from it goes on from.
import { inForceAt } from '../../prisma/places-of-change.ts';
import { everywhere, type RulesInForce } from '../../prisma/rules-in-force.ts';
import { frameOf } from '../../prisma/world-frame.ts';
import type { Database } from '../../prisma/connect.ts';

/** The version in force now at the place of that one; what a country has of its own is followed in that country. */
export async function inForceInPlaceOf(
  db: Database,
  name: string,
  version: number | null,
  now: number,
): Promise<number | null> {
  const { frame } = await frameOf(db);
  const place = version === null ? everywhere : lastPlaceOf(frame.rules, name, version, now);
  return inForceAt(frame, name, place, now)?.ruleSet.version ?? null;
}

function lastPlaceOf(rules: RulesInForce, name: string, version: number, at: number): string {
  const found = [...rules].flatMap(([key, periods]) =>
    periods
      .filter((one) => key.startsWith(`${name} `) && one.version === version && one.from <= at)
      .map(({ to }) => ({ place: key.slice(name.length + 1), until: Math.min(to, at) })),
  );
  const latest = Math.max(...found.map(({ until }) => until));
  const last = found.filter(({ until }) => until === latest).map(({ place }) => place);
  return last.includes(everywhere) ? everywhere : (last.toSorted()[0] ?? everywhere);
}
