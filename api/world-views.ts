// What the API answers of reference data: the words of forms/world.ts, complete.
import { z } from 'zod';

const name = z.string();
const words = z.array(z.string());
const orNull = z.string().nullable();
const instant = z.iso.datetime();

export const worldViews = {
  countries: z
    .object({ id: name, name, zone: name, internalMultiLeg: name, presence: orNull, workingWeek: words })
    .meta({ id: 'Country' }),
  areas: z
    .object({
      ...{ id: name, name, country: name, countryName: name, parent: orNull, zone: name, presentRisk: name },
      ...{ capital: z.boolean(), nonFamily: z.boolean(), presence: orNull, owner: orNull, ceiling: z.int().nullable() },
      ...{
        allowedModes: words,
        measures: z.array(z.looseObject({ code: name })),
        claimedBy: words,
        crisisSince: instant.nullable(),
      },
    })
    .meta({ id: 'Area' }),
  ceilings: z
    .object({ id: name, name, country: name, ceiling: z.int() })
    .meta({ id: 'Ceiling', description: 'Heads a night, residents not counted' }),
  crises: z
    .object({ area: name, name, country: name, since: instant })
    .meta({ id: 'Crisis', description: 'An area in which a crisis has been called' }),
  organizations: z.object({ id: name, name, kind: orNull }).meta({ id: 'Organization' }),
  activities: z
    .object({ id: name, name, organization: name, criticality: orNull, areas: words, validTo: orNull })
    .meta({ id: 'Activity' }),
  people: z
    .object({ id: name, name, organization: orNull, category: name, roles: words })
    .meta({ id: 'PersonSummary' }),
  appointments: z
    .object({
      ...{
        id: name,
        role: name,
        holder: name,
        country: orNull,
        area: orNull,
        organization: orNull,
        from: name,
        end: orNull,
      },
      ...{ givenBy: orNull, limits: z.looseObject({}), text: orNull, inForce: z.boolean() },
    })
    .meta({ id: 'Appointment' }),
  assessments: z.object({ id: name, area: name, validTo: name }).meta({ id: 'Assessment' }),
  policies: z
    .object({
      id: name,
      area: name,
      mode: name,
      travelType: orNull,
      category: orNull,
      from: instant,
      to: instant.nullable(),
      exempt: z.array(z.object({ id: name })),
    })
    .meta({ id: 'Policy', description: 'Who is exempt is not listed here' }),
  requirements: z.object({ area: name, training: name, onArrival: z.boolean() }).meta({ id: 'Requirement' }),
  acceptances: z
    .object({ id: name, activity: name, area: name, organizations: words, until: name })
    .meta({ id: 'Acceptance' }),
  presences: z
    .object({ id: name, area: name, kind: name, persons: z.int(), from: name, to: name })
    .meta({ id: 'Presence' }),
  flights: z
    .object({ flight: name, date: name, organization: name, booked: z.int(), max: z.int().nullable() })
    .meta({ id: 'FlightGroup' }),
} as const;
export type WorldList = keyof typeof worldViews;
export type WorldView<K extends WorldList> = z.input<(typeof worldViews)[K]>;

/** One person in full; the second half only for those who answer for him. */
export const PersonView = worldViews.people
  .extend({
    details: z
      .object({
        ...{
          email: orNull,
          reachable: z.boolean(),
          supervisor: orNull,
          base: orNull,
          spouse: orNull,
          title: orNull,
          language: name,
        },
        ...{
          contractEnd: orNull,
          automaticWithdrawnUntil: orNull,
          absent: z.object({ from: name, to: name }).nullable(),
        },
        training: z.record(z.string(), z.string()).meta({ description: 'Course -> last day it is valid, or never' }),
      })
      .nullable(),
  })
  .meta({ id: 'Person' });

export const ChangeAnswer = z
  .object({ change: z.uuid(), seq: orNull, touched: z.int() })
  .meta({ id: 'ChangeAnswer', description: 'seq null: kept, and made as soon as a worker answers' });

export const ChangeView = z
  .object({
    id: z.uuid(),
    kind: name,
    state: z.enum(['reaching', 'settled']),
    seq: name,
    at: instant,
    settledAt: instant.nullable(),
    touched: z.int().nullable(),
  })
  .meta({ id: 'Change' });
