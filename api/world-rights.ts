// Who may change which reference data: administrators; officials and advisers in their own country.
import type { WorldKind } from '../forms/world.ts';
import type { Database } from '../prisma/connect.ts';
import { problemOf } from './problem.ts';
import { isAdministrator, type SignedIn } from './signed-in.ts';

const officials = ['designated-official', 'acting-designated-official'];
const localRights: Partial<Record<WorldKind, readonly string[]>> = {
  policy: officials,
  area: officials,
  crisis: officials,
  assessment: ['country-security-adviser'],
};
/** What decides whose area it is stays with the administrators. */
const borders = ['country', 'parent', 'owner', 'claimedBy'];

type Change = { kind: WorldKind; key: string; patch: Record<string, unknown> };

/** Whether he may change anything of this kind at all. */
export function mayChangeSome(person: SignedIn, kind: WorldKind): boolean {
  return isAdministrator(person) || person.roles.some((one) => localRights[kind]?.includes(one.role));
}

/** Throws unless he may make this very change. */
export async function demandRight(db: Database, person: SignedIn, change: Change): Promise<void> {
  if (isAdministrator(person)) return refuseOwnGain(db, person, change);
  const roles = localRights[change.kind] ?? [];
  const countries = await countriesOf(db, change);
  const isHis =
    countries.length > 0 &&
    countries.every((country) => person.roles.some((one) => roles.includes(one.role) && one.country === country));
  if (!isHis) throw problemOf('forbidden', 'This is for the administrators, or for those who answer for the country.');
  const moved = borders.filter((name) => change.kind === 'area' && change.patch[name] !== undefined);
  if (moved.length > 0) throw problemOf('forbidden', `Only administrators may change: ${moved.join(', ')}.`);
}

/** Nobody gives himself powers, courses or dates. */
async function refuseOwnGain(db: Database, person: SignedIn, { kind, key, patch }: Change): Promise<void> {
  const holders =
    kind === 'appointment'
      ? [patch['holder'], (await db.appointment.findUnique({ where: { id: key } }))?.holderId]
      : [];
  if ((kind === 'person' && key === person.id) || holders.includes(person.id))
    throw problemOf('conflict-of-interest', 'Another administrator must make this change.');
}

/** Countries whose officials answer for what is changed: before the change and after it. */
async function countriesOf(db: Database, { kind, key, patch }: Change): Promise<string[]> {
  const areas = kind === 'area' ? [key] : typeof patch['area'] === 'string' ? [patch['area']] : [];
  if (kind === 'assessment') {
    const known = await db.assessment.findUnique({ where: { id: key } });
    if (known) areas.push(known.areaId);
  }
  const rows = await db.area.findMany({ where: { id: { in: areas } } });
  const isComplete = new Set(areas).size === rows.length;
  return isComplete ? rows.map((one) => one.owner ?? one.countryId) : [];
}
