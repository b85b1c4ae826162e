// What each act takes.
import { z } from 'zod';
import { Id, WallTime, text } from '../forms/common.ts';
import { TravelClearanceAmendment } from '../forms/travel-clearance.ts';
import type { Verb } from './acts-open.ts';

const nothing = z.strictObject({ note: text(1000).optional() });
export const safetyStates = [
  'unknown',
  'safe',
  'injured',
  'needs-help',
  'missing',
  'detained',
  'abducted',
  'deceased',
  'out-of-area',
] as const;

export const actForms = {
  amend: TravelClearanceAmendment,
  cancel: z.strictObject({ reason: text(1000).optional() }),
  withdraw: z.strictObject({ reason: text(1000).optional() }),
  confirm: nothing,
  'check-in': z.strictObject({
    status: z.enum(safetyStates).optional(),
    area: Id.optional(),
    note: text(1000).optional(),
  }),
  'acknowledge-briefing': nothing,
  close: z.strictObject({ reason: text(1000).optional() }),
  'add-note': z.strictObject({ report: text(4000).optional(), note: text(4000).optional() }),
  appeal: z.strictObject({ reason: text(4000).pipe(z.string().min(1)), area: Id.optional() }),
  extend: z.strictObject({ area: Id, depart: WallTime }),
  read: z.strictObject({}),
} as const satisfies Record<Verb, z.ZodType>;
