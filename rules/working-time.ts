// Time as people at a duty station live it: wall time, local dates, working days. Pure; the zone database is Node's own.

const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

const formats = new Map<string, Intl.DateTimeFormat>();
function format(zone: string): Intl.DateTimeFormat {
  let found = formats.get(zone);
  if (!found) {
    const options = {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    } as const;
    formats.set(zone, (found = new Intl.DateTimeFormat('en-GB', options)));
  }
  return found;
}

const MINUTE = HOUR / 60;
const mostKept = 10_000;
const offsets = new Map<string, number>();

/** Looked up once a minute: some zones have changed their clocks at a minute past the hour, none within one. */
function offsetOf(minute: number, zone: string): number {
  const key = `${minute} ${zone}`;
  let found = offsets.get(key);
  if (found === undefined) {
    const part: Record<string, string> = {};
    for (const { type, value } of format(zone).formatToParts(minute * MINUTE)) part[type] = value;
    const local = `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}Z`;
    if (offsets.size >= mostKept) offsets.clear();
    offsets.set(key, (found = Date.parse(local) - minute * MINUTE));
  }
  return found;
}

/** To the second. */
function wall(instant: number, zone: string): number {
  return Math.floor(instant / 1_000) * 1_000 + offsetOf(Math.floor(instant / MINUTE), zone);
}

/**
 * Instant (epoch ms) of a wall time `YYYY-MM-DDTHH:mm[:ss]`; in the hour a clock change doubles, the earlier one, in the
 * hour it skips, the later reading.
 */
export function instantOf(local: string, zone: string): number {
  const asUtc = Date.parse(`${local.length === 16 ? `${local}:00` : local}Z`);
  const offsetAt = (instant: number) => wall(instant, zone) - instant;
  const candidates = [asUtc - offsetAt(asUtc - DAY), asUtc - offsetAt(asUtc + DAY)];
  const real = candidates.filter((one) => wall(one, zone) === asUtc);
  return real.length > 0 ? Math.min(...real) : Math.max(...candidates);
}

/** Wall time `YYYY-MM-DDTHH:mm` of an instant. */
export function localTime(instant: number, zone: string): string {
  return new Date(wall(instant, zone)).toISOString().slice(0, 16);
}

/** Local calendar date of an instant. */
export function localDate(instant: number, zone: string): string {
  return localTime(instant, zone).slice(0, 10);
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** Nights between two local dates. */
export function nightsBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

/** First instant of a local date. */
export function startOfDate(date: string, zone: string): number {
  return instantOf(`${date}T00:00`, zone);
}

/** The instant at which a date that is the last day in force is over (exclusive). */
export function endOfDate(date: string, zone: string): number {
  return startOfDate(addDays(date, 1), zone);
}

/** A date or an instant as the moment something begins. */
export function beginning(value: string, zone: string): number {
  return value.length === 10 ? startOfDate(value, zone) : Date.parse(value);
}

/** A date (last day in force) or an instant as the exclusive end. */
export function ending(value: string, zone: string): number {
  return value.length === 10 ? endOfDate(value, zone) : Date.parse(value);
}

/** Adds working days of 24 hours each, days off in the zone skipped (README, Details of travel stories). */
export function addWorkingDays(from: number, days: number, zone: string, workingWeek: readonly string[]): number {
  let left = days * DAY;
  let now = from;
  for (let guard = 0; left > 0 && guard < 4000; guard += 1) {
    const date = localDate(now, zone);
    const midnight = endOfDate(date, zone);
    const isOff = !workingWeek.includes(weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()]!);
    if (isOff) {
      now = midnight;
      continue;
    }
    const used = Math.min(left, midnight - now);
    left -= used;
    now += used;
  }
  return now;
}
