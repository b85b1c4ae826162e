// Reads JSON or YAML and keeps where each value stands.
import { LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import type { CliFinding, Place } from './finding.ts';

export type Path = readonly (string | number)[];
export type TextDocument = { content: unknown; placeOf: (path: Path) => Place };

/** Findings where it is not readable at all. */
export function readText(file: string, text: string): TextDocument | CliFinding[] {
  if (file.toLowerCase().endsWith('.json')) {
    const fault = jsonFault(file, text);
    if (fault) return [fault];
  }
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    if (document.errors.length > 0)
      return document.errors.map(({ message, pos: [offset] }) => unreadable(message, at(file, lines, offset)));
    const content: unknown = document.toJS({ maxAliasCount: 100 });
    return { content, placeOf: (path) => at(file, lines, offsetOf(document, path)) };
  } catch (error) {
    const message = error instanceof RangeError ? 'It is nested too deep' : messageOf(error);
    return [unreadable(message, { file, line: 1, column: 1 })];
  }
}

function jsonFault(file: string, text: string): CliFinding | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const message = messageOf(error);
    const [, position = text.length] = /at position (\d+)/.exec(message) ?? [];
    const before = text.slice(0, Number(position)).split('\n');
    const place = { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    return unreadable(`This is not JSON: ${message.replace(/ in JSON at position.*/s, '')}`, place);
  }
}

function unreadable(message: string, place: Place): CliFinding {
  return { code: 'not-readable', level: 'error', message, place };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function at(file: string, lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(1, line), column: Math.max(1, col) };
}

/** Of the value itself, or of the nearest that is there. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find((one) => isScalar(one.key) && String(one.key.value) === String(key));
      if (!pair) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(key)];
      const start = startOf(node);
      if (start === undefined) break;
      offset = start;
    } else break;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node)) return undefined;
  const { range } = node;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : undefined;
}
