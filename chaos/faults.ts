// Kills parts of the system at random moments and begins them again; begins what fell by itself, too.
import { pause } from '../scripts/parts/processes.ts';
import type { PartName, WholeSystem } from '../scripts/parts/whole-system.ts';
import type { Random } from './random.ts';

export const parts: readonly PartName[] = ['worker', 'api', 'temporal', 'postgres'];
export type Kills = Record<PartName, number> & { fell: number };

/** @param say hears of each kill */
export async function killAtRandom(
  system: WholeSystem,
  random: Random,
  until: number,
  say: (line: string) => void,
): Promise<Kills> {
  const kills: Kills = { worker: 0, api: 0, temporal: 0, postgres: 0, fell: 0 };
  while (Date.now() < until) {
    await pause(1_000 + random.under(9_000));
    const part = random.of(parts);
    const down = random.under(3_000);
    kills.fell += await reviveFallen(system, say);
    await system.kill(part);
    kills[part] += 1;
    say(`killed ${part}, back in ${Math.round(down)} ms`);
    await pause(down);
    await system.begin(part);
  }
  kills.fell += await reviveFallen(system, say);
  return kills;
}

async function reviveFallen(system: WholeSystem, say: (line: string) => void): Promise<number> {
  const fallen = parts.filter((part) => !system.isUp(part));
  for (const part of fallen.toReversed()) {
    say(`${part} fell by itself`);
    await system.begin(part);
  }
  return fallen.length;
}
