// Writes down who looked at or tried what; refused attempts included.
import { randomUUID } from 'node:crypto';
import type { ApiDeps } from './deps.ts';

export type Access = {
  person: string | null;
  /** What was done, as a code: `read-case`, `decide`, `headcount`. */
  action: string;
  caseId?: string | undefined;
  /** Id of what was looked at, where it is no case. */
  target?: string | undefined;
  outcome: 'granted' | 'refused';
  code?: string | undefined;
};

type Deps = Pick<ApiDeps, 'db' | 'clock' | 'countLogged'>;

/** @throws 429 where a read would leave one row too many. */
export async function logAccess({ db, clock, countLogged }: Deps, access: Access): Promise<void> {
  countLogged?.();
  await db.accessLog.createMany({
    data: {
      id: randomUUID(),
      at: new Date(clock()),
      personId: access.person,
      action: access.action,
      caseId: access.caseId ?? null,
      target: access.target ?? null,
      outcome: access.outcome,
      code: access.code ?? null,
    },
  });
}
