// Names of people, areas and organizations for a page of rows, read once for all of them.
import type { z } from 'zod';
import type { Database } from '../prisma/connect.ts';
import { frameOf } from '../prisma/world-frame.ts';
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
};

export async function namesFor(db: Database, { people, areas = [], organizations = [] }: Named): Promise<Names> {
  const [persons, { frame }] = await Promise.all([
    db.person.findMany({ where: { id: { in: unique(people) } }, select: { id: true, name: true } }),
    frameOf(db),
  ]);
  const personNames = new Map(persons.map((one) => [one.id, one.name]));
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
  };
}

function unique(ids: Iterable<string | null>): string[] {
  return [...new Set(ids)].filter((id) => id !== null);
}
