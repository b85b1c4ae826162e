// Places under a ceiling: never too many heads a night, and one order whoever asks.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hasPlace, nightsOfClaim, type Claim, type Counted } from '../../rules/places.ts';

const claim = fc.record({
  from: fc.integer({ min: 1, max: 12 }),
  nights: fc.integer({ min: 0, max: 5 }),
  heads: fc.integer({ min: 1, max: 4 }),
  rank: fc.constantFrom('granted' as const, 'asked' as const, 'queued' as const),
  since: fc.integer({ min: 0, max: 3 }),
});
const date = (day: number) => `2027-03-${String(day).padStart(2, '0')}`;
const claims = fc.array(claim, { maxLength: 12 }).map((all) =>
  all.map(({ from, nights, ...one }, index): Claim => ({
    ...one,
    area: 'A',
    firstDate: date(from),
    lastDate: date(from + nights),
    tie: String(index).padStart(3, '0'),
  })),
);

test('whoever finds a place, no night ever holds more heads than the ceiling', () => {
  fc.assert(
    fc.property(claims, fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 4 }), (all, ceiling, persons) => {
      const counted: Counted[] = [{ area: 'A', persons, from: date(4), to: date(7) }];
      const seated = all.filter((one) => hasPlace(one, without(all, one), counted, ceiling));
      for (let day = 1; day < 20; day += 1) {
        const heads = seated
          .filter((one) => nightsOfClaim(one).includes(date(day)))
          .reduce((sum, one) => sum + one.heads, 0);
        const known = day >= 4 && day < 7 ? persons : 0;
        if (heads > 0) expect(heads + known).toBeLessThanOrEqual(ceiling);
      }
    }),
    { numRuns: 400 },
  );
});

test('a place goes by rank and order of filing, so who is asked first after a change does not matter', () => {
  fc.assert(
    fc.property(claims, fc.integer({ min: 0, max: 8 }), (all, ceiling) => {
      const seats = (order: Claim[]) =>
        order.filter((one) => hasPlace(one, without(order, one), [], ceiling)).map((one) => one.tie);
      expect(seats(all.toReversed()).toSorted()).toEqual(seats(all).toSorted());
    }),
    { numRuns: 200 },
  );
});

test('who comes later never takes the place of who came before', () => {
  fc.assert(
    fc.property(claims, claim, fc.integer({ min: 0, max: 8 }), (all, { from, nights, heads }, ceiling) => {
      const late: Claim = {
        area: 'A',
        firstDate: date(from),
        lastDate: date(from + nights),
        heads,
        rank: 'queued',
        since: 99,
        tie: 'z',
      };
      for (const one of all) {
        const others = without(all, one);
        expect(hasPlace(one, [...others, late], [], ceiling)).toBe(hasPlace(one, others, [], ceiling));
      }
    }),
    { numRuns: 200 },
  );
});

test('who is there already is not turned away by a lowered ceiling', () => {
  const there: Claim = {
    area: 'A',
    firstDate: date(1),
    lastDate: date(3),
    heads: 2,
    rank: 'present',
    since: 0,
    tie: 'a',
  };
  expect(hasPlace(there, [], [], 0)).toBe(true);
  expect(hasPlace({ ...there, rank: 'granted', tie: 'b', heads: 1 }, [there], [], 2)).toBe(false);
});

function without(all: readonly Claim[], one: Claim): Claim[] {
  return all.filter((other) => other !== one);
}
