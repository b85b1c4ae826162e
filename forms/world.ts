// Reference data as people write it: one schema a kind, used by the API, by CSV import and by world files.
import { z } from 'zod';
import { CalendarDate, Code, Id, Instant, text } from './common.ts';
import { entryModes, travelTypes } from './travel-clearance.ts';

export const riskValues = ['low', 'medium', 'high', 'very-high', 'unacceptable', 'unknown'] as const;
export const criticalities = ['PC1', 'PC2', 'PC3', 'PC4', 'none'] as const;
export const categories = [
  'international',
  'local',
  'consultant',
  'volunteer',
  'intern',
  'guest',
  'dependant',
  'partner',
] as const;
const zone = z.string().refine(isZone, 'Use a time zone of the IANA database, such as Asia/Kathmandu');
const dateOrInstant = z.union([CalendarDate, Instant]);
const weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);

/** Each schema is a whole record with only its key required: a patch merges what it gives into what is there. */
export const worldKinds = {
  organization: z.strictObject({
    id: Id,
    name: text(200).optional(),
    kind: z.enum(['headquarters', 'partner', 'agency']).optional(),
  }),
  country: z.strictObject({
    id: Id,
    name: text(120).optional(),
    zone: zone.optional(),
    internalMultiLeg: z.enum(['each-area', 'first-leg']).optional(),
    presence: z.enum(['none', 'resident']).optional(),
    workingWeek: z.array(weekday).min(1).max(7).optional(),
  }),
  area: z.strictObject({
    id: Id,
    country: Id.optional(),
    parent: Id.optional(),
    name: text(120).optional(),
    zone: zone.optional(),
    presentRisk: z.enum(riskValues).optional(),
    capital: z.boolean().optional(),
    nonFamily: z.boolean().optional(),
    presence: z.enum(['none', 'resident']).optional(),
    owner: Id.optional(),
    ceiling: z.int().min(0).max(1_000_000).nullable().optional(),
    allowedModes: z.array(z.enum(entryModes)).optional(),
    measures: z
      .array(z.strictObject({ code: Code, count: z.int().min(1).max(99).optional() }))
      .max(40)
      .optional(),
    claimedBy: z.array(Id).max(10).optional(),
  }),
  policy: z.strictObject({
    area: Id,
    mode: z.enum(['automatic', 'manual', 'ban']),
    travelType: z.enum(travelTypes).optional(),
    category: z.enum(categories).optional(),
    from: dateOrInstant.optional(),
    to: dateOrInstant.optional(),
    exempt: z
      .array(z.strictObject({ id: Id, persons: z.array(Id).min(1).max(500) }))
      .max(100)
      .optional(),
  }),
  requirement: z.strictObject({ area: z.union([Id, z.literal('*')]), training: Id, onArrival: z.boolean().optional() }),
  activity: z.strictObject({
    id: Id,
    name: text(120).optional(),
    organization: Id.optional(),
    criticality: z.enum(criticalities).nullable().optional(),
    areas: z.array(Id).max(2000).optional(),
    validTo: CalendarDate.optional(),
  }),
  assessment: z.strictObject({
    id: Id.optional(),
    area: Id.optional(),
    validTo: CalendarDate.optional(),
    events: z.array(z.unknown()).max(200).optional(),
  }),
  acceptance: z.strictObject({ activity: Id, area: Id, organizations: z.array(Id).max(60), until: CalendarDate }),
  person: z.strictObject({
    id: Id,
    name: text(120).optional(),
    organization: Id.optional(),
    category: z.enum(categories).optional(),
    base: Id.nullable().optional(),
    supervisor: Id.nullable().optional(),
    email: z.union([z.email(), z.literal('none')]).optional(),
    language: z.enum(['ar', 'en', 'es', 'fr', 'ru', 'zh']).optional(),
    training: z.record(Id, z.union([CalendarDate, z.literal('never')])).optional(),
    absent: z.strictObject({ from: CalendarDate, to: CalendarDate }).nullable().optional(),
    contractEnd: CalendarDate.nullable().optional(),
    automaticWithdrawnUntil: CalendarDate.nullable().optional(),
    spouse: Id.nullable().optional(),
    title: text(200).optional(),
    active: z.boolean().optional(),
  }),
  appointment: z.strictObject({
    id: Id,
    role: Code.optional(),
    holder: Id.optional(),
    country: z.union([Id, z.literal('*')]).optional(),
    area: Id.optional(),
    organization: Id.optional(),
    from: dateOrInstant.optional(),
    end: dateOrInstant.nullable().optional(),
    givenBy: Id.optional(),
    limits: z
      .strictObject({
        maxRisk: z.enum(riskValues).optional(),
        categories: z.array(z.enum(categories)).optional(),
        travelTypes: z.array(z.enum(travelTypes)).optional(),
      })
      .optional(),
    text: text(2000).optional(),
  }),
  presence: z.strictObject({
    area: Id,
    kind: z.enum(['visitors', 'residents', 'on-leave']),
    persons: z.int().min(0).max(1_000_000),
    from: CalendarDate,
    to: CalendarDate,
  }),
  flight: z.strictObject({
    flight: text(20),
    date: CalendarDate,
    organization: Id,
    booked: z.int().min(0).max(10_000),
    max: z.int().min(1).max(10_000).optional(),
  }),
  crisis: z.strictObject({ area: Id }),
} as const;
export type WorldKind = keyof typeof worldKinds;
export type WorldPatch<K extends WorldKind> = z.infer<(typeof worldKinds)[K]>;

export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
