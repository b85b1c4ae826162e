// The workflows with one step more than they had when their histories were made: what the replay of histories must notice.
import { steps } from '../../workflows/desk.ts';
import * as before from '../../workflows/index.ts';
import type { Filing, WorldChange } from '../../workflows/messages.ts';

export async function travelClearance(filing: Filing): Promise<void> {
  await steps.reExamine(filing.caseId, filing.filedAt);
  await before.travelClearance(filing);
}

export async function ruleChange(filing: Filing): Promise<void> {
  await steps.reExamine(filing.caseId, filing.filedAt);
  await before.ruleChange(filing);
}

export async function worldChange(change: WorldChange): Promise<void> {
  await steps.callCases([]);
  await before.worldChange(change);
}
