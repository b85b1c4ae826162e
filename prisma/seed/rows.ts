// The rows a world file becomes: dates turned into instants, each in the zone of the place it speaks of.
import { randomUUID } from 'node:crypto';
import { beginning, ending } from '../../rules/working-time.ts';
import type { Prisma } from '../client/client.ts';
import type { World } from './world-file.ts';

/** What a world file says without a date has always been so. */
const ALWAYS = '2000-01-01T00:00:00Z';

export function worldRows(world: World) {
  const zones = new Map<string, string>(world.countries.map(({ id, zone }) => [id, zone]));
  for (const { id, zone, country } of world.areas) zones.set(`area ${id}`, zone ?? zones.get(country) ?? 'UTC');
  return {
    organizations: world.organizations.map(({ id, name, kind = null }) => ({ id, name, kind })),
    countries: world.countries.map(
      ({ id, name, zone, internalMultiLeg = 'each-area', presence = null, workingWeek }) => ({
        ...{ id, name, zone, internalMultiLeg, presence, names: { en: name } },
        ...((workingWeek ?? world.workingWeek) ? { workingWeek: workingWeek ?? world.workingWeek ?? [] } : {}),
      }),
    ),
    areas: world.areas.map((area) => ({
      ...{
        id: area.id,
        countryId: area.country,
        parentId: area.parent ?? null,
        name: area.name,
        zone: area.zone ?? null,
      },
      ...{
        presentRisk: area.presentRisk ?? 'unknown',
        capital: area.capital ?? false,
        nonFamily: area.nonFamily ?? false,
      },
      ...{ presence: area.presence ?? null, owner: area.owner ?? null, ceiling: area.ceiling ?? null },
      ...{ allowedModes: area.allowedModes ?? [], claimedBy: area.claimedBy ?? [] },
      measures: (area.measures ?? []) as Prisma.InputJsonValue,
    })),
    assessments: world.assessments.map(({ id, area, validTo, events }) => ({
      ...{ id, areaId: area, validTo },
      ...(events ? { events: events as Prisma.InputJsonValue } : {}),
    })),
    policies: world.policies.map(({ area, mode, travelType = null, category = null, exempt = [], from, to }) => ({
      ...{ id: randomUUID(), areaId: area, mode, travelType, category, exempt },
      fromAt: new Date(beginning(from ?? ALWAYS, zones.get(`area ${area}`) ?? 'UTC')),
      toAt: to ? new Date(ending(to, zones.get(`area ${area}`) ?? 'UTC')) : null,
    })),
    requirements: world.requirements.map(({ area, training, onArrival = false }) => ({
      areaId: area,
      training,
      onArrival,
    })),
    activities: world.activities.map(({ id, name, organization, criticality, areas = [], validTo = null }) => ({
      ...{ id, name: name ?? id, organizationId: organization, areas, validTo },
      criticality: criticality === 'none' ? null : (criticality ?? null),
    })),
    people: world.people.map(personRow),
    trainings: world.people.flatMap(({ id, training = {} }) =>
      Object.entries(training).map(([code, validTo]) => ({
        personId: id,
        code,
        validTo: validTo === 'never' ? null : validTo,
      })),
    ),
    appointments: world.appointments.map(
      ({ id, role, holder, country = null, area = null, organization = null, from, end, givenBy, limits, text }) => {
        const zone = zones.get(area ? `area ${area}` : (country ?? '')) ?? 'UTC';
        return {
          ...{ id, role, holderId: holder, countryId: country, areaId: area, organizationId: organization },
          ...{
            from,
            end: end ?? null,
            fromAt: new Date(beginning(from, zone)),
            toAt: end ? new Date(ending(end, zone)) : null,
          },
          ...{ givenById: givenBy ?? null, limits: (limits ?? {}) as Prisma.InputJsonValue, text: text ?? null },
        };
      },
    ),
  };
}

function personRow(person: World['people'][number]): Prisma.PersonCreateManyInput {
  const {
    id,
    name,
    category,
    organization = null,
    base = null,
    supervisor = null,
    spouse = null,
    email,
    absent,
  } = person;
  return {
    ...{ id, name, category, organizationId: organization, baseId: base, supervisorId: supervisor, spouseId: spouse },
    reachable: email !== 'none',
    email: email === 'none' ? null : (email ?? `${id}@${organization ?? 'people'}.example`),
    title: person.title ?? null,
    language: person.language ?? 'en',
    contractEnd: person.contractEnd ?? null,
    automaticWithdrawnUntil: person.automaticWithdrawnUntil ?? null,
    absentFrom: absent?.from ?? null,
    absentTo: absent?.to ?? null,
    active: person.active ?? true,
  };
}
