// Wall time is what the zone database says it is, to the second, on both sides of every change of clocks.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { instantOf, localTime } from '../../rules/working-time.ts';

const zones = Intl.supportedValuesOf('timeZone');
const formats = new Map(
  zones.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }),
  ]),
);
const said = (instant: number, zone: string) => formats.get(zone)!.format(instant).replace(' ', 'T');
const aZone = fc.constantFrom(...zones);
const anInstant = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2060, 0) });

test('an instant is read on the clock of its zone as the zone database has it', () => {
  fc.assert(
    fc.property(anInstant, aZone, (instant, zone) => {
      expect(localTime(instant, zone)).toBe(said(instant, zone));
    }),
    { numRuns: 5_000 },
  );
});

test.each([
  ['America/New_York', '2027-03-14T07:00:00Z'],
  ['Europe/Paris', '2027-10-31T01:00:00Z'],
  ['Australia/Lord_Howe', '2027-04-03T15:00:00Z'],
  ['Asia/Pyongyang', '2018-05-04T15:00:00Z'],
  ['America/St_Johns', '2010-03-14T03:31:00Z'],
  ['Asia/Gaza', '2011-03-31T22:01:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00:00Z'],
])('in %s the clocks change at %s, not a second earlier', (zone, change) => {
  const at = Date.parse(change);
  for (const instant of [at - 1, at, at + 1]) expect(localTime(instant, zone)).toBe(said(instant, zone));
  expect(Date.parse(`${localTime(at, zone)}Z`) - Date.parse(`${localTime(at - 60_000, zone)}Z`)).not.toBe(60_000);
});

test('a wall time that there is leads back to itself', () => {
  fc.assert(
    fc.property(anInstant, aZone, (instant, zone) => {
      const local = localTime(instant, zone);
      expect(localTime(instantOf(local, zone), zone)).toBe(local);
    }),
    { numRuns: 2_000 },
  );
});
