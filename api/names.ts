// Names of people, areas and organizations for a page of rows, read once for all of them.
import type { z } from 'zod';
import type { Database } from '../prisma/connect.ts';
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
  const [persons, places, bodies] = await Promise.all([
    db.person.findMany({ where: { id: { in: unique(people) } }, select: { id: true, name: true } }),
    db.area.findMany({ where: { id: { in: unique(areas) } }, include: { country: true } }),
    db.organization.findMany({ where: { id: { in: unique(organizations) } }, select: { id: true, name: true } }),
  ]);
  const owners = await db.country.findMany({
    where: { id: { in: unique(places.map((one) => one.owner)) } },
    select: { id: true, zone: true },
  });
  const personNames = new Map(persons.map((one) => [one.id, one.name]));
  const bodyNames = new Map(bodies.map((one) => [one.id, one.name]));
  const zones = new Map(owners.map((one) => [one.id, one.zone]));
  const areaRefs = new Map(
    places.map(({ id, name, owner, country, ...one }) => {
      const zone = one.zone ?? (owner ? zones.get(owner) : undefined) ?? country.zone;
      return [id, { id, name, country: country.id, countryName: country.name, zone, presentRisk: one.presentRisk }];
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
