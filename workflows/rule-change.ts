// The story of a change of rules: analysed, decided, in force from its day, and carried to live cases where that was asked for.
import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { Agenda } from '../activities/agenda.ts';
import { pursue } from './approval.ts';
import { carry } from './carry.ts';
import { openDesk, startOver, steps } from './desk.ts';
import type { Filing, Resumption } from './messages.ts';

/** An analysis computes and stories are played for a while: off the workflow task, and again where a worker was lost. */
const { analyseRuleChange } = proxyActivities<Activities>({
  startToCloseTimeout: '25 minutes',
  heartbeatTimeout: '1 minute',
  retry: { initialInterval: '500ms', maximumInterval: '30s', maximumAttempts: 5 },
});

export async function ruleChange(filing: Filing | Resumption): Promise<void> {
  const { caseId } = filing;
  const desk = openDesk(filing, (moment, now) => {
    switch (moment.kind) {
      case 'analysis':
        return analysed(caseId);
      case 'remind':
      case 'due':
        return pursue(caseId, moment, now);
      case 'start':
        return steps.bringInForce(caseId, now);
      case 'powers':
      case 'departure':
      case 'end':
        return steps.reExamine(caseId, now);
    }
  });
  const last = await desk.live();
  if (last?.carries) await carry(last.carries, () => startOver(filing));
}

async function analysed(caseId: string): Promise<Agenda | null> {
  await analyseRuleChange(caseId, Date.now());
  return steps.reExamine(caseId, Date.now());
}
