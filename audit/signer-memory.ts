// What the signer keeps outside the database: the last head it signed. Without it a restored database could be signed a second way.
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const Memory = z.strictObject({ origin: z.string(), size: z.int(), edge: z.array(z.string()), note: z.string() });
export type Memory = z.output<typeof Memory>;
export type SignerMemory = { read(): Memory | undefined; write(memory: Memory): void };

export function memoryIn(file: string): SignerMemory {
  return {
    read: () => (existsSync(file) ? Memory.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined),
    write(memory) {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      const opened = openSync(`${file}.new`, 'w', 0o600);
      writeSync(opened, `${JSON.stringify(memory)}\n`);
      fsyncSync(opened);
      closeSync(opened);
      renameSync(`${file}.new`, file);
    },
  };
}
