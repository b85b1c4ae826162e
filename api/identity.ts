// Finds out who is asking: the session cookie, or the same token as a bearer.
import type { CookieOptions, Request, Response } from 'express';
import type { ApiDeps } from './deps.ts';
import { hashOf, liveSession, longestMs, touchSession } from './session.ts';
import { rolesOf, type SignedIn } from './signed-in.ts';

/** Undefined when nobody is signed in, the session is over, or the person no longer active. */
export async function signedInFor(deps: ApiDeps, req: Request, res: Response): Promise<SignedIn | undefined> {
  const given = tokenOf(deps, req);
  if (!given) return undefined;
  const row = await liveSession(deps, hashOf(given.token));
  if (!row) return undefined;
  const person = await deps.db.person.findUnique({ where: { id: row.personId } });
  if (!person?.active) return undefined;
  await touchSession(deps, row);
  res.locals['person'] = person.id;
  return {
    id: person.id,
    name: person.name,
    organization: person.organizationId,
    roles: await rolesOf(deps.db, person.id, deps.clock()),
    session: { hash: row.tokenHash, kind: row.kind, by: given.by, authAt: +row.authAt, acr: row.acr },
  };
}

function tokenOf(deps: ApiDeps, req: Request): { token: string; by: 'cookie' | 'bearer' } | undefined {
  const [, bearer] = /^Bearer ([\w-]{43})$/.exec(req.headers.authorization ?? '') ?? [];
  if (bearer) return { token: bearer, by: 'bearer' };
  const token = readCookie(req, cookieName(deps));
  return token && /^[\w-]{43}$/.test(token) ? { token, by: 'cookie' } : undefined;
}

export function readCookie(req: Request, name: string): string | undefined {
  const pairs = (req.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

const isHttps = ({ config }: ApiDeps): boolean => config.publicUrl.startsWith('https:');
export const cookieName = (deps: ApiDeps): string => (isHttps(deps) ? '__Host-safeconduct' : 'safeconduct');
export const cookieOptions = (deps: ApiDeps): CookieOptions => ({
  httpOnly: true,
  sameSite: 'lax',
  path: '/',
  secure: isHttps(deps),
});

export function giveCookie(deps: ApiDeps, res: Response, token: string): void {
  res.cookie(cookieName(deps), token, { ...cookieOptions(deps), maxAge: longestMs });
}

export function takeCookie(deps: ApiDeps, res: Response): void {
  res.clearCookie(cookieName(deps), cookieOptions(deps));
}
