// What a person fills in to request travel clearance (domain 1.2).
import { z } from 'zod';
import { CalendarDate, Id, Instant, WallTime, text } from './common.ts';

export const travelTypes = ['official', 'entitlement', 'personal'] as const;
export const entryModes = ['scheduled-air', 'un-flight', 'charter', 'road', 'rail', 'sea', 'foot'] as const;
export const emergencyKinds = ['life-saving', 'medical-evacuation', 'communications-lost'] as const;

export const Stop = z
  .strictObject({
    area: Id.meta({ title: 'Security area' }),
    arrive: WallTime.meta({ title: 'Arrival, local time' }),
    depart: WallTime.meta({ title: 'Departure, local time' }),
    mode: z.enum(entryModes).meta({ title: 'Way of entry' }),
    accommodation: z.strictObject({ name: text(200), vetted: z.boolean().optional() }).optional(),
    flight: text(20).optional(),
    operator: z.strictObject({ name: text(120), listed: z.boolean() }).optional(),
    vehicles: z
      .array(z.strictObject({ armoured: z.boolean() }))
      .max(20)
      .optional(),
    transit: z.enum(['airside', 'landside']).optional(),
  })
  .meta({ title: 'Stop' });
export type Stop = z.infer<typeof Stop>;

export const Dependant = z.strictObject({
  relation: z.enum(['spouse', 'child', 'parent', 'other']),
  name: text(120).optional(),
  age: z.number().int().min(0).max(120).optional(),
  born: CalendarDate.optional(),
});
export type Dependant = z.infer<typeof Dependant>;

export const Emergency = z.strictObject({
  kind: z.enum(emergencyKinds),
  verbalApproval: z.strictObject({ by: Id, at: Instant, means: text(60) }).optional(),
});

export const TravelClearanceForm = z
  .strictObject({
    traveller: Id.optional().meta({ title: 'Traveller', description: 'Default: the person who files' }),
    travelType: z.enum(travelTypes).meta({ title: 'Type of travel' }),
    activity: Id.optional().meta({ title: 'Activity', description: 'Official travel only' }),
    purpose: text(500).pipe(z.string().min(1)).meta({ title: 'Purpose' }),
    dependants: z.array(Dependant).max(12).optional().meta({ title: 'Accompanying family members' }),
    passengers: z.array(Id).max(40).optional().meta({ title: 'Passengers without a clearance of their own' }),
    emergency: Emergency.optional(),
    stops: z.array(Stop).min(1).max(30).meta({ title: 'Stops' }),
  })
  .refine((form) => form.activity === undefined || form.travelType === 'official', {
    message: 'An activity belongs to official travel only',
    path: ['activity'],
  })
  .meta({ id: 'TravelClearanceForm', title: 'Travel clearance' });
export type TravelClearanceForm = z.infer<typeof TravelClearanceForm>;

/** An amendment replaces the keys it gives; `stops` as a whole. The traveller never changes. */
export const TravelClearanceAmendment = z.strictObject({
  travelType: TravelClearanceForm.shape.travelType.optional(),
  activity: TravelClearanceForm.shape.activity,
  purpose: TravelClearanceForm.shape.purpose.optional(),
  dependants: TravelClearanceForm.shape.dependants,
  passengers: TravelClearanceForm.shape.passengers,
  emergency: TravelClearanceForm.shape.emergency,
  stops: TravelClearanceForm.shape.stops.optional(),
});
export type TravelClearanceAmendment = z.infer<typeof TravelClearanceAmendment>;
