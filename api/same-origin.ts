// Refuses acts that another site's page makes a browser send (assurance 3: CSRF).
import type { Request } from 'express';
import type { ApiDeps } from './deps.ts';
import { problemOf } from './problem.ts';
import type { SignedIn } from './signed-in.ts';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A cookie comes by itself, so it must be shown that our own page sent it; a bearer token never does. */
export function refuseOtherOrigins(deps: ApiDeps, req: Request, person: SignedIn | undefined): void {
  if (safe.has(req.method) || person?.session.by === 'bearer') return;
  const { origin } = req.headers;
  const site = req.headers['sec-fetch-site'];
  const isForeign =
    (origin !== undefined && !ownOrigins(deps, req).includes(origin)) || (site !== undefined && site !== 'same-origin');
  const isUnproven = person !== undefined && origin === undefined && site === undefined;
  if (isForeign || isUnproven) throw problemOf('csrf-refused');
  if (person && hasBody(req) && !req.is(['application/json', 'application/merge-patch+json', 'text/csv']))
    throw problemOf('csrf-refused');
}

function ownOrigins({ config }: ApiDeps, req: Request): string[] {
  const own = new URL(config.publicUrl);
  return [own.origin, ...(req.headers.host ? [`${own.protocol}//${req.headers.host}`] : [])];
}

function hasBody(req: Request): boolean {
  return req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
}
