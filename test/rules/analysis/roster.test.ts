// Who can be reached where, read from the appointments of a moment.
import { expect, test } from '@jest/globals';
import { analyse } from '../../../rules/analysis/analyse.ts';
import { confirm } from '../../../rules/analysis/confirm.ts';
import { rosterOf } from '../../../rules/analysis/roster.ts';
import type { RuleSet } from '../../../rules/rule-set.ts';
import { travelClearanceRules } from '../../../rules/travel-clearance.ts';
import { without } from './plant.ts';
import type { Appointment, Area, Person, World } from '../../../rules/world.ts';

const area: Area = {
  id: 'C-1',
  name: 'One',
  country: 'C',
  zone: 'UTC',
  presentRisk: 'low',
  nonFamily: false,
  presence: null,
  owner: null,
  ceiling: null,
  allowedModes: [],
  measures: [],
  claimedBy: [],
  parents: [],
};

const aPerson: Person = {
  ...{ id: 'ann', name: 'Ann', organization: null, category: 'international', base: null, supervisor: null },
  ...{ spouse: null, reachable: true, active: true, contractEnd: null, automaticWithdrawnUntil: null },
  ...{ absent: null, training: {} },
};

function aWorld(...appointments: Partial<Appointment>[]): World {
  const whole = {
    id: 'A-1',
    country: '*',
    area: null,
    organization: null,
    from: 0,
    to: null,
    givenBy: null,
    limits: {},
  };
  return {
    people: new Map(),
    countries: new Map(),
    areas: new Map([[area.id, area]]),
    assessments: new Map(),
    policies: [],
    requirements: [],
    activities: new Map(),
    acceptances: [],
    appointments: appointments.map((one) => ({ ...whole, role: 'none', holder: 'ann', ...one })),
    flights: [],
    organizations: new Map(),
  };
}

const vacancies = (world: World, now: number) =>
  analyse(travelClearanceRules, { roles: rosterOf(world, now) }).findings.filter(({ kind }) => kind === 'vacancy');

test('where nobody at all is appointed every ask for a decision ends at nobody and blocks', async () => {
  const roles = rosterOf(aWorld(), 1);
  const { findings } = await confirm(analyse(travelClearanceRules, { roles }), travelClearanceRules);
  const blocking = findings.filter(({ weight }) => weight === 'blocks');
  expect(blocking.map(({ code }) => code)).toEqual(blocking.map(() => 'reaches-nobody'));
  expect(blocking.flatMap(({ rules }) => rules)).toContain('high-risk');
  expect(blocking.every(({ example }) => example)).toBe(true);
});

const later = { ...area, id: 'D-1', country: 'D' };
const two = (...appointments: Partial<Appointment>[]): World => ({
  ...aWorld(...appointments),
  areas: new Map([area, later].map((one) => [one.id, one])),
});
const committee = (of?: 'traveller' | 'claimants'): RuleSet => ({
  ...travelClearanceRules,
  rules: [
    ...travelClearanceRules.rules,
    {
      ...{ id: 'committee', title: 'A committee', source: 'a test', step: 9 },
      when: { fact: 'subject', is: 'present' },
      then: [{ kind: 'require', authority: 'high-level-committee', mode: 'decide', ...(of ? { of } : {}) }],
    },
  ],
});
const heaviest = (world: World, set: RuleSet) =>
  analyse(set, { roles: rosterOf(world, 1) })
    .findings.filter(({ kind }) => kind === 'vacancy')
    .map(({ weight, code, rules, example }) => [weight, code, ...rules, example?.in.area]);

test.each([undefined, 'traveller', 'claimants'] as const)(
  'a role nobody holds anywhere and nobody stands in for blocks, whoever it is of: %s',
  (of) => {
    const found = heaviest(two({ role: 'regional-operations' }), committee(of));
    expect(found.map((one) => one.slice(0, 3))).toEqual([['blocks', 'reaches-nobody', 'committee']]);
  },
);

test('a post vacant in one country warns with the place and stops nothing', () => {
  const official = { role: 'designated-official', country: 'C' };
  const found = heaviest(two(official), without('no-official'));
  expect(found.length).toBeGreaterThan(0);
  expect(new Set(found.map(([weight, code, at]) => `${weight} ${code} ${at}`))).toEqual(
    new Set(['warns nobody-appointed D-1']),
  );
});

test('who is away, who decides in part, and who sits in the organization of a traveller is somebody', () => {
  const away = two({ role: 'secretary-general', holder: 'ann' });
  const ann = { ...aPerson, absent: { from: '1970-01-01', to: '1970-01-05' } };
  expect(heaviest({ ...away, people: new Map([['ann', ann]]) }, committee()).map(([weight]) => weight)).not.toContain(
    'blocks',
  );
  const own = { role: 'executive-head', organization: 'org' };
  const limited = { role: 'regional-operations', limits: { categories: ['guest'] } };
  const official = { role: 'designated-official', limits: { categories: ['guest'] } };
  const [post] = rosterOf(two(own, limited, official), 1);
  expect(post?.reachable).toContain('executive-head');
  expect(post?.reachable).toContain('regional-operations');
  expect(rosterOf(two(official), 1)[0]).toMatchObject({
    reachable: [],
    atTimes: expect.arrayContaining(['supervisor']),
  });
});

test('a world in which nothing takes effect has no vacancy', () => {
  expect(heaviest({ ...aWorld(), areas: new Map() }, committee())).toEqual([]);
});

test('the regional desk stands in for whoever is not appointed', () => {
  expect(vacancies(aWorld({ role: 'regional-operations' }), 1)).toEqual([]);
});

test('an appointment that is over reaches nobody', () => {
  expect(vacancies(aWorld({ role: 'regional-operations', to: 10 }), 10)).not.toEqual([]);
});
