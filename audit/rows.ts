// The rows that are checked, as lines of an export: bytes in hexadecimal, moments in milliseconds.
import { z } from 'zod';

const hex = z.string().regex(/^([0-9a-f]{2})*$/);
const at = z.int();
const seq = z.int();
const json = z.unknown();

export const rows = {
  export: z.strictObject({ format: z.literal(1), at }),
  // Not strict: older exports also say whether a version was in force.
  rule_set_versions: z.object({
    ...{ name: z.string(), version: z.int(), content: json, bytes: hex, hash: z.string() },
  }),
  cases: z.strictObject({
    ...{
      id: z.string(),
      reference: z.string(),
      process: z.string(),
      subjectId: z.string(),
      submitterId: z.string(),
      version: z.int(),
    },
    ...{
      state: z.string(),
      form: json,
      formBytes: hex,
      contentHash: z.string(),
      headSeq: seq,
      headHash: hex.nullable(),
    },
  }),
  audit_events: z.strictObject({
    ...{
      id: z.string(),
      caseId: z.string(),
      seq,
      kind: z.string(),
      at,
      bytes: hex,
      salt: hex.nullable(),
      content: json,
    },
    ...{ previous: hex.nullable(), hash: hex },
  }),
  decisions: z.strictObject({
    ...{ id: z.string(), caseId: z.string(), taskId: z.string(), partIds: z.array(z.string()), round: z.int(), at },
    ...{ kind: z.string(), outcome: z.string(), reason: z.string().nullable(), conditions: json, facts: json },
    ...{ deciderId: z.string(), authority: z.string(), instrumentId: z.string().nullable(), verdict: json },
    ...{ contentVersion: z.int(), contentHash: z.string(), ruleSetName: z.string().nullable() },
    ...{ ruleSetVersion: z.int().nullable(), ruleSetHash: z.string().nullable() },
  }),
  acts: z.strictObject({
    ...{ id: z.string(), caseId: z.string(), verb: z.string(), personId: z.string(), form: json, version: z.int(), at },
  }),
  parts: z.strictObject({ id: z.string(), caseId: z.string(), state: z.string(), active: z.boolean() }),
  access_log: z.strictObject({
    ...{ id: z.string(), at, personId: z.string().nullable(), action: z.string(), caseId: z.string().nullable() },
    ...{ target: z.string().nullable(), outcome: z.string(), code: z.string().nullable(), chain: z.string(), seq },
    ...{ bytes: hex, previous: hex.nullable(), hash: hex },
  }),
  audit_checkpoints: z.strictObject({ origin: z.string(), size: z.int(), note: z.string() }),
  audit_leaves: z.strictObject({
    ...{ origin: z.string(), index: z.int(), source: z.string(), rowId: z.string(), chain: z.string(), seq, hash: hex },
  }),
  /** An export that was cut short does not end with this. */
  end: z.strictObject({ lines: z.int() }),
} as const;

export type TableName = keyof typeof rows;
export type Row<T extends TableName> = z.output<(typeof rows)[T]>;
export type Line = { [T in TableName]: { table: T; row: Row<T> } }[TableName];
export type Lines = AsyncIterable<Line> | Iterable<Line>;

const Envelope = z.strictObject({ table: z.enum(Object.keys(rows) as [TableName, ...TableName[]]), row: z.unknown() });

/** @throws where a line is none of these */
export function readLine(text: string): Line {
  const { table, row } = Envelope.parse(JSON.parse(text));
  return { table, row: rows[table].parse(row) } as Line;
}
