// Whether the clock of this process agrees with the database's: what one process signs, another checks by its own time.
import { ask } from './ask.ts';
import { Prisma } from './client/client.ts';
import type { Database } from './connect.ts';

export const mostSkewMs = 30_000;

export class ClockOff extends Error {}

/** @throws ClockOff where the two are further apart than sound clocks ever are */
export async function demandSoundClock(db: Database, clock: () => number): Promise<void> {
  const before = clock();
  const [row] = await ask<{ at: Date }>(db, Prisma.sql`SELECT clock_timestamp() AS at`);
  const there = row!.at.getTime();
  // The database looked at its clock somewhere in between.
  const skewMs = Math.max(before - there, there - clock());
  if (skewMs > mostSkewMs) throw new ClockOff(`This clock is ${Math.round(skewMs / 1000)} s off the database's.`);
}
