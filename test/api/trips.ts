// Trips to file in tests of the door, each on days of its own, so that none is a duplicate of another.
import { expect } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Door } from './door.ts';

export const lake = {
  area: 'XA-2',
  arrive: '2027-03-11T10:00',
  depart: '2027-03-14T10:00',
  mode: 'road',
  accommodation: { name: 'Lake lodge', vetted: true },
};
export const pass = { ...lake, area: 'XA-3', mode: 'un-flight' };
export type Stop = typeof lake;
let day = 10;

export function trip(change: { stops?: Stop[]; [key: string]: unknown } = {}) {
  day += 4;
  const stops = (change.stops ?? [lake]).map((stop) => ({
    ...stop,
    arrive: later(stop.arrive),
    depart: later(stop.depart),
  }));
  return { travelType: 'official', activity: 'vaccination', purpose: 'Clinic round', ...change, stops };
}

const later = (time: string) => new Date(Date.parse(`${time}Z`) + day * 86_400_000).toISOString().slice(0, 16);

/** What people of a test do, in words. */
export function actorsOf(door: () => Door) {
  const file = (as: string, form: unknown, key: string = randomUUID()) =>
    door().call('POST', '/requests', {
      as,
      body: { process: 'travelClearance', form },
      headers: { 'idempotency-key': key },
    });
  return {
    file,
    filed: async (as = 'ana', change = {}) => {
      const { status, body } = await file(as, trip(change));
      expect({ status, code: body.code }).toEqual({ status: 201, code: undefined });
      return body;
    },
    decide: (as: string, id: string, body: object) => door().call('POST', `/requests/${id}/decisions`, { as, body }),
    preflight: (as: string, form: unknown) =>
      door().call('POST', '/requests/preflight', { as, body: { process: 'travelClearance', form } }),
  };
}
