// Who may work on rules: administrators, and those who may decide a change of them. What the change is decides in the end who decides it.
import { logAccess } from '../access-log.ts';
import type { ApiDeps } from '../deps.ts';
import { holds, isAdministrator, type SignedIn } from '../signed-in.ts';

const deciders = [
  'designated-official',
  'acting-designated-official',
  'regional-operations',
  'under-secretary-general',
] as const;

export const mayWorkOnRules = (person: SignedIn): boolean => isAdministrator(person) || holds(person, ...deciders);

/** Reads and writes of drafts, and what was asked of them. */
export function logRules(deps: ApiDeps, person: SignedIn, action: string, target: string): Promise<void> {
  return logAccess(deps, { person: person.id, action, target, outcome: 'granted' });
}
