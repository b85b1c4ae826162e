// A mail server that takes every letter in and remembers of which notice it was.
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type Sink = {
  url: string;
  /** Notices whose letter was taken in, in order; one that was sent twice stands there twice. */
  notices: string[];
  raw: string[];
  close(): Promise<void>;
};

/** @param taken comes before the sender hears that his letter was taken in; what it throws he hears instead */
export async function openSink(taken: (notice: string) => Promise<void> = async () => undefined): Promise<Sink> {
  const [notices, raw]: string[][] = [[], []];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData: (stream, _, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const letter = Buffer.concat(chunks).toString();
        const notice = /^Message-ID: <([0-9a-f-]{36})@/im.exec(letter)?.[1] ?? '';
        notices!.push(notice);
        raw!.push(letter);
        taken(notice).then(() => done(), done);
      });
    },
  });
  // A sender that is killed cuts the line.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    notices: notices!,
    raw: raw!,
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}
