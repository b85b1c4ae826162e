// Sends the notices that wait in the outbox, each at least once, and tries again later what could not be sent.
import { setTimeout as sleep } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import type { PrismaClient } from '../prisma/client/client.ts';
import type { Log } from './deps.ts';

export type Letter = { to: string; subject: string; text: string; messageId: string };
export type Post = { send(letter: Letter): Promise<void>; close(): void };
type Done = { sent: number; failed: number };
export type Outbox = { db: PrismaClient; post: Post; publicUrl: string; clock: () => number; log: Log };
type Row = {
  id: string;
  attempts: number;
  reference: string;
  caseId: string;
  email: string;
  language: string;
};

const pageSize = 50;
const firstWaitMs = 30_000;
const longestWaitMs = 6 * 3_600_000;

export function mailer(url: string, from: string): Post {
  const times = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };
  // One connection for letters that follow each other: beginning one takes longer than a letter.
  const transport = createTransport({ url, pool: true, maxConnections: 1, ...times });
  return {
    send: async ({ to, subject, text, messageId }) =>
      void (await transport.sendMail({ from, to: { name: '', address: to }, subject, text, messageId })),
    close: () => transport.close(),
  };
}

/**
 * One round. A row is claimed before its letter leaves, by the time it may be tried again: other workers pass it by, and
 * whoever dies between sending and saying so sends the same letter again.
 */
export async function sendWaiting(outbox: Outbox, signal?: AbortSignal): Promise<Done> {
  const { db, post, publicUrl, clock, log } = outbox;
  const done = { sent: 0, failed: 0 };
  while (done.sent + done.failed < pageSize && !signal?.aborted) {
    const row = await claim(db, clock());
    if (!row) break;
    try {
      await post.send(letterOf(row, publicUrl));
    } catch (error) {
      const lastError = error instanceof Error ? error.message.slice(0, 300) : 'unknown';
      await db.notice.update({ where: { id: row.id }, data: { lastError } });
      log.error({ notice: row.id, case: row.caseId, attempts: row.attempts }, 'a notice could not be sent');
      done.failed += 1;
      continue;
    }
    const data = { sentAt: new Date(clock()), retryAt: null, lastError: null };
    await db.notice.update({ where: { id: row.id }, data });
    done.sent += 1;
  }
  return done;
}

async function claim(db: PrismaClient, now: number): Promise<Row | undefined> {
  const [row] = await db.$queryRaw<Row[]>`
    WITH next AS (
      SELECT n.id, c.reference, c.id AS "caseId", p.email, p.language
      FROM notices n JOIN cases c ON c.id = n."caseId" JOIN people p ON p.id = coalesce(n."viaId", n."personId")
      WHERE n."sentAt" IS NULL AND (n."retryAt" IS NULL OR n."retryAt" <= ${new Date(now)}) AND p.email IS NOT NULL AND p.active
      ORDER BY n.at, n.id LIMIT 1 FOR UPDATE OF n SKIP LOCKED)
    UPDATE notices n SET attempts = n.attempts + 1,
      "retryAt" = ${new Date(now)}::timestamptz + least(${longestWaitMs}, ${firstWaitMs} * 2 ^ least(n.attempts, 20)) * interval '1 millisecond'
    FROM next WHERE n.id = next.id RETURNING next.*, n.attempts`;
  return row;
}

/** A letter names the request and nothing of what is in it: what happened is read after signing in. */
function letterOf({ id, reference, caseId, email, language }: Row, publicUrl: string): Letter {
  const [subject, line] = words[language] ?? words['en']!;
  return {
    to: email,
    subject: `${subject} ${reference}`,
    text: `${line}\n${publicUrl}/requests/${caseId}\n`,
    messageId: `<${id}@safeconduct>`,
  };
}

const words: Readonly<Record<string, readonly [subject: string, line: string]>> = {
  ar: ['تحديث على الطلب', 'هناك جديد في هذا الطلب. سجّل الدخول للاطلاع عليه:'],
  en: ['News of request', 'Something has changed in this request. Sign in to read it:'],
  es: ['Novedades de la solicitud', 'Hay novedades en esta solicitud. Inicie sesión para leerlas:'],
  fr: ['Du nouveau sur la demande', 'Cette demande a évolué. Connectez-vous pour la consulter :'],
  ru: ['Новое по заявке', 'По этой заявке есть изменения. Войдите, чтобы прочитать:'],
  zh: ['申请有更新', '此申请有新的进展。请登录查看：'],
};

/**
 * Sends now and every few seconds until stopped, and without a pause while more wait than a round takes: many are told at once where
 * a country becomes unsafe. Stopping waits for the letter under way, not for the others.
 */
export function keepSending(
  send: (signal: AbortSignal) => Promise<Done>,
  log: Log,
  everyMs = 5_000,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = (async () => {
    while (!signal.aborted) {
      const { sent, failed } = await send(signal).catch((error: unknown) => {
        log.error({ error: String(error) }, 'the outbox could not be read');
        return { sent: 0, failed: 0 };
      });
      const moreWait = sent > 0 && sent + failed >= pageSize;
      if (!moreWait) await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    }
  })();
  return {
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}
