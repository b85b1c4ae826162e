// Scenarios are checked before they run: an unknown key or code is an error of the scenario.
import { expect, test } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { localTime } from '../../rules/working-time.ts';
import { readWorldFile } from '../../prisma/seed/world-file.ts';
import { checkIds, checkStory } from '../../stories/check.ts';
import { shifted, weeksBehind } from '../../stories/stage/shift.ts';
import { vocabulary } from '../../stories/vocabulary.ts';

const folder = join(import.meta.dirname, '../scenarios');
const world = readWorldFile(join(folder, 'world.yaml'));
const stories = ['travel', 'risk', 'compliance'].flatMap((name) =>
  readdirSync(join(folder, name)).map((file) => join(folder, name, file)),
);
const sample = readFileSync(join(folder, 'travel/T05.yaml'), 'utf8');
const faultsOf = (text: string) => checkStory(join(folder, 'travel/T05.yaml'), text, world, vocabulary).faults;

test('every story of ours keeps the format', () => {
  const checked = checkIds(stories.map((file) => checkStory(file, readFileSync(file, 'utf8'), world, vocabulary)));
  expect(checked.filter(({ faults }) => faults.length > 0)).toEqual([]);
  expect(checked.length).toBeGreaterThan(100);
});

test.each([
  ['state: in-review', 'state: in-revue', 'step 2 expect: unknown state "in-revue"'],
  ['as: cora', 'as: nobody', 'step 3 decide: unknown person "nobody"'],
  ['purpose:', 'porpoise:', 'step 1 submit form: unknown key "porpoise"'],
  ['outcome: approve,', 'outcome: allow,', 'step 3 decide: unknown outcome "allow"'],
  ['above-delegation', 'above-everything', 'step 2 expect part 1: unknown reason code "above-everything"'],
  ['code: armoured-vehicle', 'code: armoured-bicycle', 'step 4 decide: unknown condition code "armoured-bicycle"'],
  ['ref: trip', 'ref: other', 'step 2 expect: ref "trip" is used before it is filed'],
  ['area: XA-3, arrive', 'area: XA-30, arrive', 'step 1 submit form stop 1: unknown area "XA-30"'],
  ['depart: 2027-03-14T10:00', 'depart: 2027-03-10T10:00', 'step 1 submit form stop 1: departs before it arrives'],
  ['arrive: 2027-03-11', 'arrive: 2027-02-30', '"2027-02-30T10:00" is not a date of the expected form'],
  ['id: T05', 'id: T06', 'id: "T06" is not the name of the file'],
  ['steps:\n', 'steps:\n  - wait: PT1H\n', 'step 1: unknown verb "wait"'],
])('%s made %s is named', (from, to, fault) => {
  expect(sample).toContain(from);
  expect(faultsOf(sample.replace(from, to)).join('\n')).toContain(fault);
});

test('a name a story adds is known from then on', () => {
  const given = (person: string) => sample.replace('steps:', `given:\n  - person: { id: ${person} }\nsteps:`);
  expect(faultsOf(given('zed, name: Zed')).join()).toBe('');
  expect(faultsOf(given('zed')).join()).toContain('a new one needs name');
});

test('the same id in two files is a fault', () => {
  const story = () => checkStory(join(folder, 'travel/T05.yaml'), sample, world, vocabulary);
  expect(checkIds([story(), story()])[1]?.faults.join()).toContain('is also in');
});

test('moving dates keeps weekday, wall time and every distance', () => {
  const weeks = fc.integer({ min: 1, max: 2000 });
  const instant = fc.date({ min: new Date('2000-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(instant, instant, weeks, (one, other, by) => {
      const [from, to] = [localTime(one.getTime(), 'UTC'), localTime(other.getTime(), 'UTC')];
      const moved = shifted({ stops: [{ from, to, date: from.slice(0, 10), at: `${to}:00Z` }] }, by).stops[0]!;
      expect(moved.from.slice(10)).toBe(from.slice(10));
      expect(new Date(`${moved.date}T00:00Z`).getUTCDay()).toBe(new Date(`${from.slice(0, 10)}T00:00Z`).getUTCDay());
      expect(Date.parse(`${moved.from}Z`) - Date.parse(`${from}Z`)).toBe(by * 7 * 86_400_000);
      expect(Date.parse(moved.at) - Date.parse(`${moved.from}Z`)).toBe(Date.parse(`${to}Z`) - Date.parse(`${from}Z`));
    }),
  );
});

test('text and codes are left alone when dates move', () => {
  const form = {
    purpose: 'Since 2027-03-01 the road is shut',
    end: 'never',
    after: 'PT72H',
    version: 1,
    valid: true,
    none: null,
  };
  expect(shifted(form, 52)).toEqual(form);
});

test('a clock that lies ahead needs no moving, one overtaken the fewest weeks', () => {
  const clock = '2027-03-01T08:00:00Z';
  expect(weeksBehind(clock, Date.parse('2026-11-21T00:00:00Z'))).toBe(0);
  expect(weeksBehind(clock, Date.parse('2027-03-03T00:00:00Z'))).toBe(1);
  expect(weeksBehind(clock, Date.parse('2027-03-08T04:00:00Z'))).toBe(2);
});
