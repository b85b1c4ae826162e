// Building blocks shared by every form: identifiers, dates, wall times and plain text.
import { z } from 'zod';

/** A calendar date `YYYY-MM-DD`; as an end it is the last day in force. */
export const CalendarDate = z.iso.date().meta({ title: 'Date' });

/** Wall time `YYYY-MM-DDTHH:mm[:ss]` in the zone of the place it speaks of. */
export const WallTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, 'Use the form 2027-03-11T10:00')
  .refine((text) => isRealDate(text.slice(0, 10)), 'There is no such date')
  .meta({ title: 'Local date and time', format: 'local-date-time' });

/** An instant in UTC, `2027-03-01T02:10:00Z`. */
export const Instant = z.iso.datetime({ offset: false }).meta({ title: 'Instant' });

/** Identifier of a person, area, activity, organization …: what people type and files carry. */
export const Id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'Use letters, digits, dot, dash and underscore');

/** Kebab-case code of a reason, condition or outcome. */
export const Code = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);

const forbidden =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF\p{Surrogate}]/u;

/** Free text: normalized, trimmed, without control or direction-changing characters. */
export const text = (max: number) =>
  z
    .string()
    .transform((value) => value.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .max(max)
        .refine((value) => !forbidden.test(value), 'Remove control or direction-changing characters'),
    );

function isRealDate(date: string): boolean {
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
}
