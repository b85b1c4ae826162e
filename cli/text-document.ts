// Reads JSON or YAML and keeps where each value stands.
import { LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import type { CliFinding, Place } from './finding.ts';

export type Path = readonly (string | number)[];
export type TextDocument = { content: unknown; placeOf: (path: Path) => Place };

/** Findings where it is not readable at all. */
export function readText(file: string, text: string): TextDocument | CliFinding[] {
  const lines = new LineCounter();
  try {
    const fault = file.toLowerCase().endsWith('.json') ? jsonFault(text) : undefined;
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    if (fault !== undefined) return [unreadable(fault, at(file, lines, faultOffset(document, text, fault)))];
    if (document.errors.length > 0)
      return document.errors.map(({ message, pos: [offset] }) => unreadable(message, at(file, lines, offset)));
    const content: unknown = document.toJS({ maxAliasCount: 100 });
    return { content, placeOf: (path) => at(file, lines, offsetOf(document, path)) };
  } catch (error) {
    const message = error instanceof RangeError ? 'It is nested too deep' : messageOf(error);
    return [unreadable(message, { file, line: 1, column: 1 })];
  }
}

function jsonFault(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return `This is not JSON: ${messageOf(error)}`;
  }
}

/** The engine tells a position, or the ten characters before it, or neither. */
function faultOffset({ errors }: Document, text: string, fault: string): number {
  const [, position] = /at position (\d+)/.exec(fault) ?? [];
  if (position !== undefined) return Number(position);
  const [, before = ''] = /, \.\.\."(.{10})/s.exec(fault) ?? [];
  const found = text.indexOf(before);
  return errors[0]?.pos[0] ?? (before !== '' && found >= 0 ? found + before.length : 0);
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
