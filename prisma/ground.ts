// What an analysis of rules is told of the world: how areas lie in one another, and who can be reached where at an instant.
import { areasAround, rosterOf, type Ground } from '../rules/analysis/roster.ts';
import { ownerOf } from '../rules/world.ts';
import type { PrismaClient } from './client/client.ts';
import { loadWorld } from './load-world.ts';
import { placesAround } from './rules-in-force.ts';
import { frameOf, type Frame, type Tokens } from './world-frame.ts';

/** @param places where the rules are to be in force; left out, everywhere */
export async function groundAt(
  db: PrismaClient,
  at: number,
  { places, read }: { places?: readonly string[]; read?: { frame: Frame; tokens: Tokens } } = {},
): Promise<Ground> {
  const { frame, tokens } = read ?? (await frameOf(db));
  const scope = { areas: [...frame.areas.keys()], countries: [...frame.countries.keys()], people: [], activities: [] };
  const world = await loadWorld(db, scope, frame, tokens.people);
  const there = [...frame.areas.values()].filter((area) => {
    const around = placesAround(frame.areas, { area: area.id, country: ownerOf(area) });
    return !places || around.some((place) => places.includes(place));
  });
  const appointments = frame.appointments;
  return { areas: areasAround(frame.areas), roles: rosterOf({ ...world, appointments }, at, there) };
}
