// Names of people, areas and organizations for a page of rows, read once for all of them.
import type { z } from 'zod';
import { ask } from '../prisma/ask.ts';
import { Prisma } from '../prisma/client/client.ts';
import type { Database } from '../prisma/connect.ts';
import { keptName } from '../prisma/people.ts';
import { frameOf, type Tokens } from '../prisma/world-frame.ts';
import type { AreaRef, Ref } from './views.ts';

export type Named = {
  people: Iterable<string | null>;
  areas?: Iterable<string | null>;
  organizations?: Iterable<string | null>;
};
export type Names = {
  person(id: string): z.infer<typeof Ref>;
  organization(id: string | null): z.infer<typeof Ref> | null;
  area(id: string | null): z.infer<typeof AreaRef> | null;
  country(id: string): string;
};

/** @param read tokens that came with the rows that want names */
export async function namesFor(
  db: Database,
  { people, areas = [], organizations = [] }: Named,
  read?: Tokens,
): Promise<Names> {
  const { frame, tokens } = await frameOf(db, read);
  const personNames = await personNamesIn(db, unique(people), tokens.people);
  const bodyNames = new Map(unique(organizations).map((id) => [id, frame.organizations.get(id)?.name]));
  const areaRefs = new Map(
    unique(areas).flatMap((id) => {
      const known = frame.areas.get(id);
      if (!known) return [];
      const { name, country, zone, presentRisk } = known;
      return [
        [id, { id, name, country, countryName: frame.countries.get(country)?.name ?? country, zone, presentRisk }],
      ];
    }),
  );
  return {
    person: (id) => ({ id, name: personNames.get(id) ?? id }),
    organization: (id) => (id === null ? null : { id, name: bodyNames.get(id) ?? id }),
    area: (id) =>
      id === null
        ? null
        : (areaRefs.get(id) ?? { id, name: id, country: '', countryName: '', zone: 'UTC', presentRisk: 'unknown' }),
    country: (id) => frame.countries.get(id)?.name ?? id,
  };
}

const kept = new Map<string, Map<string, string>>();
const mostKept = 2;
const mostPeople = 20_000;

/** A name read under a token may be newer than the token, never older. */
async function personNamesIn(db: Database, ids: string[], token: string): Promise<ReadonlyMap<string, string>> {
  const known = keptUnder(token);
  const wanted = ids.filter((id) => {
    const name = known.get(id) ?? keptName(token, id);
    if (name !== undefined) known.set(id, name);
    return name === undefined;
  });
  if (wanted.length === 0) return known;
  const rows = await ask<{ id: string; name: string }>(
    db,
    Prisma.sql`SELECT id, name FROM people WHERE id = ANY (${wanted})`,
  );
  for (const { id, name } of rows) known.set(id, name);
  return known;
}

function keptUnder(token: string): Map<string, string> {
  const known = kept.get(token);
  if (known && known.size < mostPeople) return known;
  const fresh = new Map<string, string>();
  kept.delete(token);
  kept.set(token, fresh);
  if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
  return fresh;
}

function unique(ids: Iterable<string | null>): string[] {
  return [...new Set(ids)].filter((id) => id !== null);
}
