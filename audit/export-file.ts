// An export: the lines of the evidence in one file, one JSON object a line.
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { readLine, type Line, type Lines } from './rows.ts';

/** Returns the number of lines. What people wrote is in it: readable by its owner only. */
export async function writeExport(file: string, lines: Lines): Promise<number> {
  const stream = createWriteStream(file, { mode: 0o600 });
  let count = 0;
  for await (const line of lines) {
    count += 1;
    if (!stream.write(`${JSON.stringify(line)}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
  return count;
}

export async function* readExport(file: string): AsyncGenerator<Line, void> {
  let number = 0;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    number += 1;
    let line: Line;
    try {
      line = readLine(text);
    } catch {
      throw new Unreadable(`Line ${number} of ${file} is not a line of an export: it was altered or cut.`);
    }
    yield line;
  }
}

/** A line that cannot be read is a finding, not a fault of the program. */
export class Unreadable extends Error {}
