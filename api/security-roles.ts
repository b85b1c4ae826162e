// Roles that may know where people are or will be.
export const areaOfficers = ['area-security-coordinator'] as const;
export const countryOfficers = [
  'designated-official',
  'acting-designated-official',
  'country-security-adviser',
  'clearing-officer',
] as const;
export const wholeSystemOfficers = ['regional-operations'] as const;
export const organizationOfficers = ['security-focal-point', 'senior-security-manager'] as const;

export const securityRoles: readonly string[] = [
  ...areaOfficers,
  ...countryOfficers,
  ...wholeSystemOfficers,
  ...organizationOfficers,
  'rule-administrator',
];
