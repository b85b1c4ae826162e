// The authorities rules may ask, as the server has them (rules/rule-set.ts); a test keeps the two alike.
import type { Authority } from './types.ts';

export const authorities = [
  'supervisor',
  'country-representative',
  'security-focal-point',
  'senior-security-manager',
  'executive-head',
  'bureau-director',
  'country-security-adviser',
  'area-security-coordinator',
  'clearing-officer',
  'designated-official',
  'acting-designated-official',
  'security-management-team',
  'regional-operations',
  'air-safety-adviser',
  'under-secretary-general',
  'executive-group-on-security',
  'secretary-general',
  'high-level-committee',
  'warden',
] as const satisfies readonly Authority[];

/** Those above each other, the lowest first. */
export const ladder = [
  'clearing-officer',
  'area-security-coordinator',
  'designated-official',
  'acting-designated-official',
  'regional-operations',
  'under-secretary-general',
  'secretary-general',
] as const satisfies readonly Authority[];
