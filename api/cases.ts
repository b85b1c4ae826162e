// Finds a request for a reader: within what he sees, or not at all. Reading somebody else's request leaves a trace.
import { logAccess } from './access-log.ts';
import type { ApiDeps } from './deps.ts';
import { problemOf } from './problem.ts';
import type { SignedIn } from './signed-in.ts';
import { canSee } from './visibility.ts';

export type CaseRef = {
  id: string;
  reference: string;
  process: string;
  workflowId: string;
  version: number;
  subjectId: string;
  submitterId: string;
};

const select = {
  id: true,
  reference: true,
  process: true,
  workflowId: true,
  version: true,
  subjectId: true,
  submitterId: true,
} as const;

/** @throws 404 alike for what is not there and what is not his to see. */
export async function caseFor(deps: ApiDeps, person: SignedIn, id: string, action: string): Promise<CaseRef> {
  const found = await findCase(deps, id);
  if (!found || !(await canSee(deps.db, person.id, id, deps.clock()))) {
    await logAccess(deps, {
      person: person.id,
      action,
      ...(found ? { caseId: id } : { target: id }),
      outcome: 'refused',
      code: 'not-found',
    });
    throw problemOf('not-found');
  }
  if (found.subjectId !== person.id)
    await logAccess(deps, { person: person.id, action, caseId: id, outcome: 'granted' });
  return found;
}

export function findCase({ db }: ApiDeps, id: string): Promise<CaseRef | null> {
  return db.case.findUnique({ where: { id }, select });
}
