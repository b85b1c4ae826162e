// Rows that PostgreSQL sent as JSON, given back the types their columns have.

const instants = new Set(
  'filedAt departsAt endsAt closedAt updatedAt fromAt toAt stateSince openedAt remindAt remindedAt dueAt at takenAt sentAt retryAt'.split(
    ' ',
  ),
);
const bytes = new Set(['formBytes', 'headHash']);

/** Types the columns of a row made by to_jsonb(); what lies inside JSON columns stays as it is. */
export function typedRow<Row>(row: object): Row {
  const found = row as Record<string, unknown>;
  for (const [name, value] of Object.entries(found)) {
    if (value === null) continue;
    if (instants.has(name)) found[name] = new Date(value as string);
    else if (bytes.has(name)) found[name] = Uint8Array.from(Buffer.from((value as string).slice(2), 'hex'));
    else if (name === 'examinedSeq') found[name] = BigInt(value as number);
  }
  return found as Row;
}
