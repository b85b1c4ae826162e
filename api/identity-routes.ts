// Signing in, signing out, and who one is.
import { z } from 'zod';
import { Id } from '../forms/common.ts';
import { logAccess } from './access-log.ts';
import { giveCookie, takeCookie } from './identity.ts';
import { namesFor } from './names.ts';
import { oidcRoutes } from './oidc-routes.ts';
import { Problem } from './problem.ts';
import { route, type ApiRouter } from './route.ts';
import { endSession, endSessionsOf, forgetOldSessions, openSession } from './session.ts';
import { DemoPeople, Me } from './session-views.ts';

export function identityRoutes(router: ApiRouter): void {
  route(
    router,
    {
      method: 'get',
      path: '/me',
      access: 'signed-in',
      answers: { 200: Me },
      summary: 'Who is signed in, and his powers in force',
    },
    async ({ person, deps }) => {
      const { language } = await deps.db.person.findUniqueOrThrow({
        where: { id: person.id },
        select: { language: true },
      });
      const { id, name, organization, roles } = person;
      return { person: { id, name, organization, language }, roles, demo: deps.config.demo };
    },
  );

  route(
    router,
    { method: 'delete', path: '/sessions/current', access: 'signed-in', answers: { 204: null }, summary: 'Sign out' },
    async ({ person, res, deps }) => {
      await endSession(deps, person.session.hash);
      takeCookie(deps, res);
      return undefined;
    },
  );

  route(
    router,
    {
      method: 'delete',
      path: '/sessions',
      access: 'signed-in',
      answers: { 204: null },
      summary: 'Sign out on every device',
    },
    async ({ person, res, deps }) => {
      await endSessionsOf(deps, person.id);
      await logAccess(deps, { person: person.id, action: 'sign-out-everywhere', outcome: 'granted' });
      takeCookie(deps, res);
      return undefined;
    },
  );

  if (router.deps.config.demo) demonstrationRoutes(router);
  if (router.deps.config.oidcIssuer) oidcRoutes(router);
}

/** Anybody may sign in as anybody: config.ts refuses this wherever others could reach it. */
function demonstrationRoutes(router: ApiRouter): void {
  route(
    router,
    {
      method: 'get',
      path: '/demo/people',
      access: 'public',
      answers: { 200: DemoPeople },
      summary: 'Whom the demonstration lets one be',
    },
    async ({ deps }) => {
      const now = new Date(deps.clock());
      const people = await deps.db.person.findMany({ where: { active: true }, orderBy: { id: 'asc' } });
      const inForce = await deps.db.appointment.findMany({
        where: { fromAt: { lte: now }, OR: [{ toAt: null }, { toAt: { gt: now } }] },
      });
      const rolesOfPerson = (id: string) => [
        ...new Set(inForce.filter((one) => one.holderId === id).map((one) => one.role)),
      ];
      const names = await namesFor(deps.db, { people: [], organizations: people.map((one) => one.organizationId) });
      return {
        items: people.map((one) => ({
          id: one.id,
          name: one.name,
          organization: names.organization(one.organizationId)?.name ?? null,
          roles: rolesOfPerson(one.id),
          title: one.title,
        })),
      };
    },
  );

  const body = z.strictObject({ person: Id });
  const answers = { 201: z.object({ token: z.string() }) };
  const example = { body: { person: 'a.person' } };
  route(
    router,
    {
      method: 'post',
      path: '/demo/sessions',
      access: 'public',
      signsIn: true,
      body,
      answers,
      example,
      summary: 'Sign in as somebody, in the demonstration',
    },
    async ({ input, req, res, deps }) => {
      const person = await deps.db.person.findUnique({ where: { id: input.body.person } });
      if (!person?.active) throw new Problem(422, 'unknown-person');
      router.limits.take('signInOfPerson', person.id);
      await forgetOldSessions(deps);
      const token = await openSession(deps, { person: person.id, kind: 'demo' });
      await logAccess(deps, { person: person.id, action: 'sign-in', outcome: 'granted' });
      await giveCookie(deps, req, res, token);
      return { token };
    },
  );
}
