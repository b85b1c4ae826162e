// The story of a request for travel clearance, from its filing to its end.
import { pursue } from './approval.ts';
import { openDesk, steps } from './desk.ts';
import type { Filing, Resumption } from './messages.ts';

export async function travelClearance(filing: Filing | Resumption): Promise<void> {
  const { caseId } = filing;
  const desk = openDesk(filing, (moment, now) => {
    switch (moment.kind) {
      case 'remind':
      case 'due':
        return pursue(caseId, moment, now);
      case 'departure':
        return steps.depart(caseId, now);
      case 'end':
        return steps.endStay(caseId, now);
      case 'powers':
      case 'analysis':
      case 'start':
        return steps.reExamine(caseId, now);
    }
  });
  await desk.live();
}
