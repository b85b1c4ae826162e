// Finds out who is asking: the session cookie, or the same token as a bearer.
import type { CookieOptions, Request, Response } from 'express';
import { ask } from '../prisma/ask.ts';
import { Prisma } from '../prisma/client/client.ts';
import type { ApiDeps } from './deps.ts';
import { endSession, hashOf, idleMs, isLive, longestMs, touchMs } from './session.ts';
import type { HeldRole, SignedIn } from './signed-in.ts';

/** One row as JSON that a handler needs of whoever asks, read by the statement that looks up the session, where that is live. */
export type Ahead<D> = { sql: Prisma.Sql; read: (row: object | null) => D };

/** Undefined when nobody is signed in, the session is over, or the person no longer active. */
export async function signedInFor<D>(
  deps: ApiDeps,
  req: Request,
  res: Response,
  ahead?: Ahead<D>,
): Promise<{ person: SignedIn; ahead: D | undefined } | undefined> {
  const given = tokenOf(deps, req);
  if (!given) return undefined;
  const now = deps.clock();
  const row = await sessionWithPerson(deps, hashOf(given.token), now, ahead?.sql);
  if (!row || !isLive(row, now) || !row.active) return undefined;
  res.locals['person'] = row.personId;
  const person: SignedIn = {
    id: row.personId,
    name: row.name,
    organization: row.organizationId,
    roles: row.roles,
    session: { hash: row.tokenHash, kind: row.kind, by: given.by, authAt: +row.authAt, acr: row.acr },
  };
  return { person, ahead: ahead?.read(row.ahead) };
}

type Row = {
  tokenHash: string;
  personId: string;
  kind: string;
  acr: string | null;
  authAt: Date;
  seenAt: Date;
  expiresAt: Date;
  name: string;
  organizationId: string | null;
  active: boolean;
  roles: HeldRole[];
  ahead: object | null;
};

/** One statement, for every call begins with it; roles are those of appointments in force now. A live session in use is noted as such. */
async function sessionWithPerson(
  { db }: ApiDeps,
  hash: string,
  now: number,
  ahead = Prisma.sql`NULL::json`,
): Promise<Row | undefined> {
  const [at, noted] = [new Date(now), new Date(now - touchMs)];
  // What `isLive` says of a row.
  const live = Prisma.sql`s."seenAt" > ${new Date(now - idleMs)} AND s."expiresAt" > ${at}`;
  const [row] = await ask<Row>(
    db,
    Prisma.sql`
    WITH touched AS (
      UPDATE sessions s SET "seenAt" = ${at} WHERE s."tokenHash" = ${hash} AND s."seenAt" <= ${noted} AND ${live})
    SELECT s."tokenHash", s."personId", s.kind, s.acr, s."authAt", s."seenAt", s."expiresAt", p.name, p."organizationId", p.active,
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('role', a.role, 'country', a."countryId", 'area', a."areaId",
          'organization', a."organizationId", 'appointment', a.id) ORDER BY a.id)
        FROM appointments a WHERE a."holderId" = p.id AND a."fromAt" <= ${at} AND (a."toAt" IS NULL OR a."toAt" > ${at})), '[]') AS roles,
      CASE WHEN p.active AND ${live} THEN (${ahead}) END AS ahead
    FROM sessions s JOIN people p ON p.id = s."personId" WHERE s."tokenHash" = ${hash}`,
  );
  return row;
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

/** The session this browser had until now is over. */
export async function giveCookie(deps: ApiDeps, req: Request, res: Response, token: string): Promise<void> {
  const earlier = readCookie(req, cookieName(deps));
  if (earlier) await endSession(deps, hashOf(earlier));
  res.cookie(cookieName(deps), token, { ...cookieOptions(deps), maxAge: longestMs });
}

export function takeCookie(deps: ApiDeps, res: Response): void {
  res.clearCookie(cookieName(deps), cookieOptions(deps));
}
