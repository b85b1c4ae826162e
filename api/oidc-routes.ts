// Signing in through the organization's own identity provider.
import type { CookieOptions } from 'express';
import { z } from 'zod';
import { logAccess } from './access-log.ts';
import type { ApiDeps } from './deps.ts';
import { cookieOptions, giveCookie, readCookie } from './identity.ts';
import { attemptMinutes, createOidc, safeReturn } from './oidc.ts';
import { Problem, problemOf } from './problem.ts';
import { route, type ApiRouter } from './route.ts';
import { forgetOldSessions, openSession } from './session.ts';

const attemptCookie = 'safeconduct-sign-in';
const attemptOptions = (deps: ApiDeps): CookieOptions => ({ ...cookieOptions(deps), path: '/api/v1/auth' });

export function oidcRoutes(router: ApiRouter): void {
  const oidc = createOidc(router.deps);

  const query = z.strictObject({
    return: z.string().max(2000).optional(),
    again: z.literal('1').optional().meta({ description: 'Prove anew who it is, for a grave decision' }),
  });
  const answers = { 302: null };
  route(
    router,
    {
      method: 'get',
      path: '/auth/login',
      access: 'public',
      signsIn: true,
      query,
      answers,
      summary: 'Sign in at the identity provider',
      example: { query: { return: '/tasks' } },
    },
    async ({ input, res, deps }) => {
      const begun = await oidc
        .begin(safeReturn(input.query.return, deps.config.publicUrl), input.query.again === '1')
        .catch((error: unknown) => {
          deps.log.error({ code: 'issuer-unavailable', name: (error as Error).name }, 'sign-in cannot begin');
          throw new Problem(503, 'issuer-unavailable', 'The identity provider does not answer.', { retryAfter: 30 });
        });
      res.cookie(attemptCookie, begun.sealed, { ...attemptOptions(deps), maxAge: attemptMinutes * 60_000 });
      res.redirect(302, begun.location.href);
    },
  );

  // What else the issuer adds to its answer is its own affair; the library checks what it needs.
  const anything = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
  route(
    router,
    {
      method: 'get',
      path: '/auth/callback',
      access: 'public',
      signsIn: true,
      query: anything,
      answers,
      summary: 'Where the identity provider sends one back to',
    },
    async ({ req, res, deps }) => {
      const sealed = readCookie(req, attemptCookie);
      res.clearCookie(attemptCookie, attemptOptions(deps));
      const refuse = async (code: string) =>
        logAccess(deps, { person: null, action: 'sign-in', outcome: 'refused', code });
      const answer = new URL(req.originalUrl, deps.config.publicUrl);
      const proven =
        sealed &&
        (await oidc.finish(answer, sealed).catch((error: Error & { code?: string }) => {
          deps.log.warn({ code: 'sign-in-failed', name: error.name, why: error.code }, 'an answer was not believed');
        }));
      if (!proven) {
        await refuse('sign-in-failed');
        throw problemOf('sign-in-failed', 'Begin again from the sign-in page.');
      }
      const person = await deps.db.person.findUnique({
        where: { issuer_externalId: { issuer: proven.issuer, externalId: proven.subject } },
      });
      if (!person?.active) {
        await refuse('unknown-person');
        throw new Problem(
          403,
          'unknown-person',
          'Nobody here is known under this account. Ask an administrator to enter it.',
        );
      }
      router.limits.take('signInOfPerson', person.id);
      await forgetOldSessions(deps);
      const { acr, authAt } = proven;
      await giveCookie(deps, req, res, await openSession(deps, { person: person.id, kind: 'oidc', acr, authAt }));
      await logAccess(deps, { person: person.id, action: 'sign-in', outcome: 'granted' });
      res.redirect(302, proven.returnTo);
    },
  );
}
