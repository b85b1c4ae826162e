// The processes the worker knows, one line each; every step asks here what the case in hand needs.
import { ApplicationFailure } from '@temporalio/common';
import type { ProcessName } from '../rules/index.ts';
import type { Docket, Tx } from './docket.ts';
import type { Setting, Ways } from './setting.ts';
import { ruleChange } from './rule-change/rule-change.ts';
import { trip } from './trip/trip.ts';

const known: Readonly<Record<ProcessName, Ways>> = {
  travelClearance: trip as Ways,
  ruleChange: ruleChange as Ways,
};

export function waysOf(process: string): Ways {
  if (Object.hasOwn(known, process)) return known[process as ProcessName];
  throw ApplicationFailure.nonRetryable(`There is no process ${process}.`, 'validation-failed');
}

/** @param form in place of the one on the row */
export async function settingFor(tx: Tx, docket: Docket, form?: unknown): Promise<Setting> {
  const ways = waysOf(docket.kase.process);
  return { ...(await ways.settingFor(tx, docket, form)), ways };
}
