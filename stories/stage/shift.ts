// Moves a scenario's dates forward by whole weeks where its clock has been overtaken by the real one.
const DAY = 86_400_000;
const dated = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?)?$/;

/** The fewest weeks that bring the clock past `now`, with room for a whole run. */
export function weeksBehind(clock: string, now: number, room = 6 * 3_600_000): number {
  return Math.max(0, Math.ceil((now + room - Date.parse(clock)) / (7 * DAY)));
}

/** Every date, wall time and instant in a value, however deep; weekday and time of day stay. */
export function shifted<T>(value: T, weeks: number): T {
  return weeks === 0 ? value : (move(value, weeks) as T);
}

function move(value: unknown, weeks: number): unknown {
  if (typeof value === 'string') return moveText(value, weeks);
  if (Array.isArray(value)) return value.map((entry) => move(entry, weeks));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, move(entry, weeks)]));
}

function moveText(text: string, weeks: number): string {
  const [, date, time = ''] = dated.exec(text) ?? [];
  if (date === undefined) return text;
  return new Date(Date.parse(`${date}T00:00:00Z`) + weeks * 7 * DAY).toISOString().slice(0, 10) + time;
}
