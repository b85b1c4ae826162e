// Whose hand a power is: who gave it, at first hand or further, is looked at as if he decided himself.
import { expect, test } from '@jest/globals';
import { isConflicted } from '../../rules/conflict.ts';
import type { Appointment, World } from '../../rules/world.ts';

const desk = 'regional-operations';
function given(holder: string, givenBy: string | null, role = desk): Appointment {
  const everywhere = { country: '*', area: null, organization: null, from: 0, to: null, limits: {} };
  return { id: `${role} ${holder}`, role, holder, givenBy, ...everywhere };
}
/** @param appointments the first is the instrument of who decides */
function conflicted(appointments: Appointment[], others: string[] = ['author']): boolean {
  const world = { people: new Map(), appointments } as unknown as World;
  const [instrument] = appointments;
  return isConflicted(world, { subject: 'filer', submitter: 'filer', others }, desk, instrument!.holder, instrument);
}

test('a power given by who wrote the text decides nothing about it', () => {
  expect(conflicted([given('ann', 'author')])).toBe(true);
  expect(conflicted([given('ann', 'filer')])).toBe(true);
  expect(conflicted([given('ann', 'chief')])).toBe(false);
  expect(conflicted([given('ann', null)])).toBe(false);
});

test('nor does one that goes back to him through others', () => {
  expect(conflicted([given('ann', 'bob'), given('bob', 'author')])).toBe(true);
  expect(conflicted([given('ann', 'bob'), given('bob', 'carl'), given('carl', 'filer')])).toBe(true);
  expect(conflicted([given('ann', 'bob'), given('bob', 'carl'), given('carl', 'bob')])).toBe(false);
});

test('another office that the giver holds by his hand is no matter', () => {
  expect(conflicted([given('ann', 'bob'), given('bob', 'author', 'rule-administrator')])).toBe(false);
});
