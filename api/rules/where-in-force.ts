// Where a version is in force, will be or was last: what a draft begun from it goes on from.
import { inForceAt, replacedFrom } from '../../prisma/places-of-change.ts';
import { everywhere, type RulesInForce } from '../../prisma/rules-in-force.ts';
import { frameOf } from '../../prisma/world-frame.ts';
import type { Database } from '../../prisma/connect.ts';

export type Followed = { place: string; version: number | null };

/** The version in force now at the place of that one; what a country has of its own is followed in that country. */
export async function followed(db: Database, name: string, version: number | null, now: number): Promise<Followed> {
  const { frame } = await frameOf(db);
  const place = version === null ? everywhere : lastPlaceOf(frame.rules, name, version, now);
  const isStanding = replacedFrom(frame, name, place, now).some((one) => one.version === version);
  return { place, version: isStanding ? version : (inForceAt(frame, name, place, now)?.ruleSet.version ?? null) };
}

function lastPlaceOf(rules: RulesInForce, name: string, version: number, at: number): string {
  const found = [...rules].flatMap(([key, periods]) =>
    periods
      .filter((one) => key.startsWith(`${name} `) && one.version === version)
      .map(({ to }) => ({ place: key.slice(name.length + 1), until: Math.min(to, at) })),
  );
  const latest = Math.max(...found.map(({ until }) => until));
  const last = found.filter(({ until }) => until === latest).map(({ place }) => place);
  return last.includes(everywhere) ? everywhere : (last.toSorted()[0] ?? everywhere);
}
