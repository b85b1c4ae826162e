// Conditions and outcomes that many rules of travel clearance share.
import type { Condition, Outcome } from './rule-set.ts';

export const people: Condition = { fact: 'subject', is: 'in', value: ['traveller', 'dependants'] };
export const traveller: Condition = { fact: 'subject', is: 'equal', value: 'traveller' };
export const dependants: Condition = { fact: 'subject', is: 'equal', value: 'dependants' };

export const official: Condition = { fact: 'travelType', is: 'equal', value: 'official' };
export const personal: Condition = { fact: 'travelType', is: 'equal', value: 'personal' };
export const notPersonal: Condition = { fact: 'travelType', is: 'in', value: ['official', 'entitlement'] };

/** Personal travel is judged only where a policy of the area speaks of it. */
export const asked: Condition = { any: [notPersonal, { fact: 'clearanceMode', is: 'present' }] };

/** A missing mode means that no policy speaks: it is then neither automatic nor manual nor a ban. */
export const mode = (value: 'automatic' | 'manual' | 'ban'): Condition => ({
  fact: 'clearanceMode',
  is: 'equal',
  value,
  missing: 'fails',
});

export const isTrue = (fact: string): Condition => ({ fact, is: 'equal', value: true });
export const isFalse = (fact: string): Condition => ({ fact, is: 'equal', value: false });
export const anyOf = (fact: string): Condition => ({ fact, is: 'not-empty' });

export const afterTheFact: Condition = { all: [{ fact: 'emergencyKind', is: 'present' }, isTrue('begun')] };

/** Prerequisites hold back nobody who already moved to save lives. */
export const inTime: Condition = { not: afterTheFact };

export const decide = (authority: 'clearing-officer' | 'designated-official' | 'regional-operations'): Outcome => ({
  kind: 'require',
  authority,
  mode: 'decide',
});
export const adviser: Outcome = { kind: 'require', authority: 'country-security-adviser', mode: 'advise' };
export const tellOfficial: Outcome = { kind: 'require', authority: 'designated-official', mode: 'inform' };

/** The requester can mend it. */
export const mend = (code: string): Outcome => ({ kind: 'stop', code, remedy: 'mend' });
/** Nobody can. */
export const deny = (code: string): Outcome => ({ kind: 'stop', code, remedy: 'none' });
