// Sessions: opaque random tokens of which only the hash is kept; 30 minutes idle, 12 hours at most.
import { createHash, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { ApiDeps } from './deps.ts';

export const idleMs = 30 * 60_000;
export const longestMs = 12 * 3_600_000;
/** How often it is written that a session is in use, so that reading stays cheap. */
export const touchMs = 60_000;

export type NewSession = {
  person: string;
  kind: 'demo' | 'oidc';
  acr?: string | undefined;
  authAt?: number | undefined;
};

export async function openSession({ db, clock }: ApiDeps, { person, kind, acr, authAt }: NewSession): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const now = clock();
  const at = new Date(now);
  await db.session.create({
    data: {
      tokenHash: hashOf(token),
      personId: person,
      kind,
      acr: acr ?? null,
      // An identity provider that does not say when has proven nothing recent.
      authAt: new Date(authAt ?? (kind === 'demo' ? now : 0)),
      createdAt: at,
      seenAt: at,
      expiresAt: new Date(now + longestMs),
    },
  });
  return token;
}

export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

export function isLive(row: { expiresAt: Date; seenAt: Date }, now: number): boolean {
  return now < +row.expiresAt && now < +row.seenAt + idleMs;
}

export async function endSession({ db }: ApiDeps, hash: string): Promise<void> {
  await db.session.deleteMany({ where: { tokenHash: hash } });
  ends.emit(hash);
}

/** On every device, this one among them. */
export async function endSessionsOf({ db }: ApiDeps, personId: string): Promise<void> {
  const open = await db.session.findMany({ where: { personId }, select: { tokenHash: true } });
  await db.session.deleteMany({ where: { personId } });
  for (const { tokenHash } of open) ends.emit(tokenHash);
}

const ends = new EventEmitter().setMaxListeners(0);

/** Told at once in this process; streams of other processes look every few seconds. */
export function onSessionEnd(hash: string, hear: () => void): () => void {
  ends.on(hash, hear);
  return () => void ends.off(hash, hear);
}

/** Removes sessions long over; called at sign-in, so that the table stays small. */
export async function forgetOldSessions({ db, clock }: ApiDeps): Promise<void> {
  await db.session.deleteMany({
    where: { OR: [{ expiresAt: { lt: new Date(clock()) } }, { seenAt: { lt: new Date(clock() - idleMs) } }] },
  });
}
