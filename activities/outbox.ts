// Sends the notices that wait in the outbox, each at least once, and tries again later what could not be sent.
import { createTransport } from 'nodemailer';
import type { PrismaClient } from '../prisma/client/client.ts';
import type { Log } from './deps.ts';

export type Letter = { to: string; subject: string; text: string; messageId: string };
export type Post = { send(letter: Letter): Promise<void>; close(): void };
type Row = {
  id: string;
  code: string;
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
  const transport = createTransport({ url, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 });
  return {
    send: async ({ to, subject, text, messageId }) =>
      void (await transport.sendMail({ from, to, subject, text, messageId })),
    close: () => transport.close(),
  };
}

/** One round; answers how many were sent. Rows another worker is sending are left to it. */
export async function sendWaiting(
  db: PrismaClient,
  post: Post,
  publicUrl: string,
  now: number,
  log: Log,
): Promise<number> {
  let sent = 0;
  for (;;) {
    const row = await db.$transaction(
      async (tx) => {
        const [next] = await tx.$queryRaw<Row[]>`
        SELECT n.id, n.code, n.attempts, c.reference, c.id AS "caseId", p.email, p.language
        FROM notices n JOIN cases c ON c.id = n."caseId" JOIN people p ON p.id = coalesce(n."viaId", n."personId")
        WHERE n."sentAt" IS NULL AND (n."retryAt" IS NULL OR n."retryAt" <= ${new Date(now)}) AND p.email IS NOT NULL AND p.active
        ORDER BY n.at LIMIT 1 FOR UPDATE OF n SKIP LOCKED`;
        if (!next) return null;
        try {
          await post.send(letterOf(next, publicUrl));
          await tx.notice.update({
            where: { id: next.id },
            data: { sentAt: new Date(now), attempts: next.attempts + 1, lastError: null },
          });
          return { next, error: null };
        } catch (error) {
          const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** next.attempts);
          const lastError = error instanceof Error ? error.message.slice(0, 300) : 'unknown';
          await tx.notice.update({
            where: { id: next.id },
            data: { attempts: next.attempts + 1, retryAt: new Date(now + wait), lastError },
          });
          return { next, error: lastError };
        }
      },
      { timeout: 60_000 },
    );
    if (!row) return sent;
    if (row.error) {
      log.error(
        { notice: row.next.id, attempts: row.next.attempts + 1, error: row.error },
        'a notice could not be sent',
      );
    } else sent += 1;
    if (sent >= pageSize) return sent;
  }
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

/** Sends now and every few seconds until stopped. */
export function keepSending(send: () => Promise<number>, log: Log, everyMs = 5_000): { stop(): Promise<void> } {
  let stopped = false;
  let wake: () => void = () => undefined;
  const running = (async () => {
    while (!stopped) {
      await send().catch((error: unknown) => log.error({ error: String(error) }, 'the outbox could not be read'));
      if (!stopped)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, everyMs);
          wake = () => (clearTimeout(timer), resolve());
        });
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      wake();
      await running;
    },
  };
}
