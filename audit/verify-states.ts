// The states of a case and of its parts, told again from its events.
import type { Fact } from './fact.ts';
import type { CaseRows, Find } from './verify-case.ts';

export function verifyStates({ kase, parts }: CaseRows, facts: readonly Fact[], find: Find): void {
  const states = new Map<string, string>();
  const dropped = new Set<string>();
  let state: unknown = 'submitted';
  for (const { kind, part = '', detail } of facts) {
    if (kind === 'case-state') state = detail['to'];
    // The old clearance stands again: the case travels on.
    else if (kind === 'extended' && state === 'overstay') state = 'in-travel';
    else if (kind === 'part-state') states.set(part, String(detail['to']));
    else if (kind === 'part-reopened') states.set(part, 'new');
    else if (kind === 'part-dropped') dropped.add(part);
  }
  const isDuplicate = !facts.some(({ kind }) => kind === 'case-state') && kase.state === 'cancelled';
  if (state !== kase.state && !isDuplicate)
    find('state', undefined, `the case is ${kase.state}, its events leave it ${String(state)}`);
  for (const { id, state: now, active } of parts) {
    if (now !== (states.get(id) ?? 'new'))
      find('state', undefined, `part ${id} is ${now}, its events leave it ${states.get(id) ?? 'new'}`);
    if (active === dropped.has(id)) find('state', undefined, `part ${id} is in the trip, or not, against its events`);
    states.delete(id);
  }
  for (const id of states.keys()) find('state', undefined, `part ${id} is missing`);
}
