// The headcount of an area, for those who answer for the people in it; every look is written down.
import { z } from 'zod';
import { Id } from '../forms/common.ts';
import { logAccess } from './access-log.ts';
import type { ApiDeps } from './deps.ts';
import { headcount } from './headcount.ts';
import { Problem, problemOf } from './problem.ts';
import { route, type ApiRouter } from './route.ts';
import { areaOfficers, countryOfficers, organizationOfficers, wholeSystemOfficers } from './security-roles.ts';
import type { SignedIn } from './signed-in.ts';

const Headcount = z
  .object({
    ...{
      area: z.string(),
      at: z.iso.datetime(),
      organization: z
        .string()
        .nullable()
        .meta({ description: 'Set where the reader counts his own organization only' }),
    },
    ...{ total: z.int(), visitors: z.int(), residents: z.int(), onLeave: z.int() },
    statuses: z.record(z.string(), z.int()),
  })
  .meta({ id: 'Headcount' });
const query = z.strictObject({ area: Id, at: z.iso.datetime({ offset: true }).optional() });
const officers: readonly string[] = [
  ...areaOfficers,
  ...countryOfficers,
  ...wholeSystemOfficers,
  ...organizationOfficers,
];

export function headcountRoutes(router: ApiRouter): void {
  const example = { query: { area: 'AB-1', at: '2027-03-11T10:00:00Z' } };
  route(
    router,
    {
      method: 'get',
      path: '/headcount',
      access: officers,
      query,
      answers: { 200: Headcount },
      example,
      summary: 'Heads in an area at an instant',
    },
    async ({ input, person, deps }) => {
      const now = deps.clock();
      const at = input.query.at === undefined ? now : Date.parse(input.query.at);
      const area = await areaWithParents(deps, input.query.area);
      if (!area) throw new Problem(422, 'unknown-area');
      const reach = reachOf(person, area);
      const log = { person: person.id, action: 'headcount', target: area.id };
      if (reach === 'none') {
        await logAccess(deps, { ...log, outcome: 'refused', code: 'forbidden' });
        throw problemOf('forbidden');
      }
      await logAccess(deps, { ...log, outcome: 'granted' });
      const organization = reach === 'organization' ? person.organization : null;
      return {
        area: area.id,
        at: new Date(at).toISOString(),
        organization,
        ...(await headcount(deps.db, { area: area.id, zone: area.zone, at, now, organization })),
      };
    },
  );
}

type Place = { id: string; country: string; zone: string; line: string[] };

async function areaWithParents({ db }: ApiDeps, id: string): Promise<Place | null> {
  const row = await db.area.findUnique({ where: { id }, include: { country: true } });
  if (!row) return null;
  const line = [id];
  for (let next = row.parentId; next && !line.includes(next);) {
    line.push(next);
    next = (await db.area.findUnique({ where: { id: next }, select: { parentId: true } }))?.parentId ?? null;
  }
  return { id, country: row.owner ?? row.countryId, zone: row.zone ?? row.country.zone, line };
}

function reachOf(person: SignedIn, area: Place): 'all' | 'organization' | 'none' {
  const isAny = (roles: readonly string[], role: string) => roles.includes(role);
  const seesAll = person.roles.some(
    (one) =>
      isAny(wholeSystemOfficers, one.role) ||
      (isAny(countryOfficers, one.role) && (one.country === area.country || one.country === '*')) ||
      (isAny(areaOfficers, one.role) && one.area !== null && area.line.includes(one.area)),
  );
  if (seesAll) return 'all';
  const isFocal =
    person.organization !== null &&
    person.roles.some((one) => isAny(organizationOfficers, one.role) && one.organization === person.organization);
  return isFocal ? 'organization' : 'none';
}
