// One person: name, organization and powers for everybody; the rest for himself and those who answer for him.
import { z } from 'zod';
import { Id } from '../forms/common.ts';
import type { Prisma } from '../prisma/client/client.ts';
import { logAccess } from './access-log.ts';
import { problemOf } from './problem.ts';
import { route, type ApiRouter } from './route.ts';
import { organizationOfficers } from './security-roles.ts';
import { isAdministrator, type SignedIn } from './signed-in.ts';
import { rolesByHolder } from './world-lists.ts';
import { PersonView } from './world-views.ts';

type Row = Prisma.PersonGetPayload<{ include: { trainings: true } }>;

export function peopleRoutes(router: ApiRouter): void {
  const params = z.strictObject({ id: Id });
  route(
    router,
    {
      method: 'get',
      path: '/people/:id',
      access: 'signed-in',
      params,
      answers: { 200: PersonView },
      summary: 'One person',
    },
    async ({ input, person, deps }) => {
      const row = await deps.db.person.findUnique({ where: { id: input.params.id }, include: { trainings: true } });
      if (!row) throw problemOf('not-found');
      const roles = (await rolesByHolder(deps.db, [row.id], deps.clock())).get(row.id) ?? [];
      const isFull = answersFor(person, row);
      if (isFull && row.id !== person.id)
        await logAccess(deps, { person: person.id, action: 'read-person', target: row.id, outcome: 'granted' });
      return {
        id: row.id,
        name: row.name,
        organization: row.organizationId,
        category: row.category,
        roles,
        details: isFull ? detailsOf(row) : null,
      };
    },
  );
}

function answersFor(reader: SignedIn, row: Row): boolean {
  if (reader.id === row.id || reader.id === row.supervisorId || isAdministrator(reader)) return true;
  return (
    row.organizationId !== null &&
    reader.roles.some(
      (one) => organizationOfficers.some((role) => role === one.role) && one.organization === row.organizationId,
    )
  );
}

function detailsOf(row: Row): z.input<typeof PersonView>['details'] {
  const {
    email,
    reachable,
    title,
    language,
    contractEnd,
    automaticWithdrawnUntil,
    absentFrom: from,
    absentTo: to,
  } = row;
  return {
    ...{
      email,
      reachable,
      title,
      language,
      contractEnd,
      automaticWithdrawnUntil,
      supervisor: row.supervisorId,
      base: row.baseId,
      spouse: row.spouseId,
    },
    absent: from && to ? { from, to } : null,
    training: Object.fromEntries(row.trainings.map(({ code, validTo }) => [code, validTo ?? 'never'])),
  };
}
