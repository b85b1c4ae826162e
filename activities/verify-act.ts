// Checks that a message was let in by the API: a signed envelope over exactly this content. One that was not is a security event.
import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { asyncLocalStorage } from '@temporalio/activity';
import type { Envelope } from '../workflows/messages.ts';
import { canonicalBytes, contentHash } from '../canonical.ts';
import type { Deps, Flaw, Message } from './deps.ts';

/** What the envelope must be for; a decision or an act names its person in the envelope alone. */
type Order = { message: Message; act: string; caseId: string; person?: string; content: unknown };

export function verifyKey(base64: string): KeyObject {
  return createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
}

/** Null when the envelope is good; otherwise why not, and the alarm has been raised. */
export function flawOf(
  envelope: Envelope | undefined,
  order: Order,
  now: number,
  { actKey, alarm }: Pick<Deps, 'actKey' | 'alarm'>,
): Flaw | null {
  const flaw = flawIn(envelope, order, now, actKey);
  if (flaw) alarm?.({ flaw, message: order.message, ...caseOf(order), ...here() });
  return flaw;
}

function flawIn(envelope: Envelope | undefined, order: Order, now: number, key: KeyObject): Flaw | null {
  if (!envelope || typeof envelope.signature !== 'string') return 'no envelope';
  const { signature, ...signed } = envelope;
  if (!verify(null, canonicalBytes(signed), key, Buffer.from(signature, 'base64'))) return 'bad signature';
  if (envelope.caseId !== order.caseId) return 'other case';
  if (envelope.act !== order.act) return 'other act';
  if (order.person !== undefined && envelope.person !== order.person) return 'other person';
  if (envelope.content !== contentHash(order.content)) return 'other content';
  if (envelope.expiresAt !== undefined && now > envelope.expiresAt) return 'expired';
  return null;
}

/** Whoever makes up a message makes up its case id too: nothing but an id is said. */
function caseOf({ caseId }: Order): { caseId?: string } {
  return typeof caseId === 'string' && /^[0-9a-f-]{36}$/.test(caseId) ? { caseId } : {};
}

/** The workflow the message was sent to, where a worker of Temporal does the step. */
function here(): { workflow?: string } {
  const workflow = asyncLocalStorage.getStore()?.info.workflowExecution?.workflowId;
  return workflow === undefined ? {} : { workflow };
}
