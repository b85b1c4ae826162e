// Milliseconds of an ISO 8601 duration of weeks, days and times.
const parts = [604_800_000, 86_400_000, 3_600_000, 60_000, 1000];
const shape = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

export function duration(text: string): number {
  const found = shape.exec(text);
  if (!found) throw new Error(`"${text}" is no duration of weeks, days and times`);
  return parts.reduce((sum, unit, index) => sum + unit * Number(found[index + 1] ?? 0), 0);
}
