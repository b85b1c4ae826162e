// How often one person and one address may sign in, write and read what is logged: a bucket each that fills again with time; a process keeps its own.
import { isIPv4 } from 'node:net';
import { problemOf } from './problem.ts';

export type Limit = { burst: number; perSecond: number };
export type Counted = 'signInOfAddress' | 'signInOfPerson' | 'writeOfAddress' | 'writeOfPerson' | 'loggedReadOfPerson';
export type Limits = Record<Counted, Limit>;
export type RateLimits = { take(counted: Counted, who: string): void };

/** A whole office may stand behind one address, so an address is given more than a person. */
export const usualLimits: Limits = {
  signInOfAddress: { burst: 100, perSecond: 2 },
  signInOfPerson: { burst: 20, perSecond: 1 / 15 },
  writeOfAddress: { burst: 1000, perSecond: 50 },
  writeOfPerson: { burst: 120, perSecond: 2 },
  // Each leaves a row for ever; whoever has a page open reads again with every change.
  loggedReadOfPerson: { burst: 600, perSecond: 10 },
};

/** The same limits for a larger or smaller office. */
export function scaledLimits(scale: number): Limits {
  const scaled = Object.entries(usualLimits).map(([name, { burst, perSecond }]) => [
    name,
    { burst: burst * scale, perSecond: perSecond * scale },
  ]);
  return Object.fromEntries(scaled) as Limits;
}

const mostBuckets = 20_000;

export function createRateLimits(clock: () => number, limits: Limits = usualLimits): RateLimits {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(counted, who) {
      const { burst, perSecond } = limits[counted];
      const key = `${counted} ${who}`;
      const now = clock();
      const known = buckets.get(key);
      const left = known ? Math.min(burst, known.left + (Math.max(0, now - known.at) / 1000) * perSecond) : burst;
      if (left < 1)
        throw problemOf('too-many-requests', 'Wait, then try again.', {
          retryAfter: Math.ceil((1 - left) / perSecond),
        });
      // Set anew, so that the first of the map is the one longest unused.
      buckets.delete(key);
      buckets.set(key, { left: left - 1, at: now });
      if (buckets.size > mostBuckets) buckets.delete(buckets.keys().next().value ?? '');
    },
  };
}

/** An IPv6 customer holds a /64 at least, so all its addresses count as one. */
export function addressOf(ip = ''): string {
  const plain = ip.replace(/^::ffff:/i, '');
  if (isIPv4(plain) || !ip.includes(':')) return plain;
  const [head = '', tail] = ip.split('::');
  const before = head ? head.split(':') : [];
  const after = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<string>(Math.max(0, zeros)).fill('0'), ...after].slice(0, 4).join(':');
}
