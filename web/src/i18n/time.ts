// Wall times, instants and zones, shown in the reader's language.
import { useEffect, useMemo, useState } from 'react';
import { useWords } from './words.ts';

export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const minute = 60_000;
const fields: Intl.DateTimeFormatOptions = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
};

/** Minutes the zone is ahead of UTC at that instant. */
function offsetAt(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB-u-nu-latn', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instant);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second'));
  return Math.round((wall - instant) / minute);
}

/** The instant of a wall time; undefined while it is not a whole date and time, or the zone is unknown. */
export function instantOf(wall: string, zone: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(wall)) return undefined;
  const asUtc = Date.parse(`${wall.slice(0, 16)}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  try {
    const guess = asUtc - offsetAt(asUtc, zone) * minute;
    return asUtc - offsetAt(guess, zone) * minute;
  } catch {
    return undefined;
  }
}

export function useTimes() {
  const { language } = useWords();
  return useMemo(() => {
    const locale = language === 'en' ? 'en-GB' : language;
    const at = (instant: string | number, zone = ownZone()) =>
      new Intl.DateTimeFormat(locale, { ...fields, timeZone: zone, timeZoneName: 'short' }).format(new Date(instant));
    const wall = (local: string) =>
      new Intl.DateTimeFormat(locale, { ...fields, timeZone: 'UTC' }).format(new Date(`${local.slice(0, 16)}Z`));
    const day = (date: string) =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
        new Date(`${date.slice(0, 10)}Z`),
      );
    const ago = (instant: string | number, now: number) => {
      const minutes = Math.round((new Date(instant).getTime() - now) / minute);
      const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
      if (Math.abs(minutes) < 60) return format.format(minutes, 'minute');
      if (Math.abs(minutes) < 48 * 60) return format.format(Math.round(minutes / 60), 'hour');
      return format.format(Math.round(minutes / 1440), 'day');
    };
    /** Names beside each other keep their own direction (Unicode isolates). */
    const list = (items: string[]) => new Intl.ListFormat(locale).format(items.map((one) => `\u2068${one}\u2069`));
    return { at, wall, day, ago, list };
  }, [language]);
}

/** The moment, moving on once a minute. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minute);
    return () => clearInterval(timer);
  }, []);
  return now;
}
