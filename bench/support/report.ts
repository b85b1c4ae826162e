// One line a figure; a measurement that falls short ends with code 1.
export type Target = { least: number } | { most: number };

export function report(name: string, value: number, target: Target, unit = ''): void {
  const isMet = 'least' in target ? value >= target.least : value <= target.most;
  const wanted = 'least' in target ? `>= ${target.least}` : `<= ${target.most}`;
  console.log(`${name} ${round(value)}${unit} ${wanted} ${isMet ? 'ok' : 'short'}`);
  if (!isMet) process.exitCode = 1;
}

/** A figure that explains and promises nothing. */
export function note(name: string, value: number, unit = ''): void {
  console.log(`  ${name} ${round(value)}${unit}`);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}

export type Run = { perSecond: number; medianMs: number };

/** Does `work` `count` times, `together` at once. */
export async function timed(count: number, together: number, work: (index: number) => Promise<void>): Promise<Run> {
  const times: number[] = [];
  let next = 0;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: together }, async () => {
      while (next < count) {
        const index = (next += 1);
        const at = performance.now();
        await work(index);
        times.push(performance.now() - at);
      }
    }),
  );
  return { perSecond: (count * 1000) / (performance.now() - begun), medianMs: median(times) };
}
