// Which requests keep their traveller's dates taken: all that are neither denied nor ended (README, duplicate-request).
import type { CaseRow } from './docket.ts';

const free = new Set(['denied', 'withdrawn', 'cancelled', 'expired-undecided', 'closed']);

export function registerHold(kase: CaseRow): void {
  kase.holdsDates = kase.datesKey !== null && !free.has(kase.state);
}
