// Acts on a request other than deciding: the API checks their shape and who sees the request, the workflow all the rest.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { TravelClearanceForm } from '../forms/travel-clearance.ts';
import { logAccess } from './access-log.ts';
import { actForms } from './act-forms.ts';
import { verbs } from './acts-open.ts';
import { caseFor, type CaseRef } from './cases.ts';
import type { ApiDeps } from './deps.ts';
import { checkFiling } from './filing-checks.ts';
import { readFiling } from './filing-world.ts';
import { describedBy } from './form-schemas.ts';
import { Problem, faultsOf, problemOf } from './problem.ts';
import { refusal } from './refusals.ts';
import type { SignedIn } from './signed-in.ts';

const body = z.strictObject({
  id: z.uuid().optional().meta({ description: 'Makes a repeated click the same click' }),
  verb: z.enum(verbs),
  form: z.record(z.string(), z.unknown()).default({}),
  version: z.int().min(1).optional().meta({ description: 'Content version the page showed; default: the present one' }),
});
export const ActBody = describedBy(body, 'verb', actForms);
export type ActBody = z.output<typeof ActBody>;

export async function actOnCase(
  deps: ApiDeps,
  person: SignedIn,
  caseId: string,
  { id, verb, form, version }: ActBody,
): Promise<void> {
  const to = await caseFor(deps, person, caseId, verb);
  if (verb === 'read') return;
  try {
    const parsed = actForms[verb].safeParse(form);
    if (!parsed.success) throw problemOf('validation-failed', undefined, { errors: faultsOf(parsed.error, 'form') });
    const isRepeat = id !== undefined && (await deps.db.act.count({ where: { id } })) > 0;
    if (!isRepeat && version !== undefined && version !== to.version) throw refusal('stale-content');
    if (!isRepeat && verb === 'amend' && to.process === 'travelClearance')
      await demandSoundForm(deps, to, parsed.data as object);
    const message = {
      id: id ?? randomUUID(),
      verb,
      form: JSON.parse(JSON.stringify(parsed.data)) as unknown,
      ...(version === undefined ? {} : { version }),
    };
    await deps.gateway.act({ person: person.id, to, message });
  } catch (error) {
    if (error instanceof Problem && error.status < 500) {
      await logAccess(deps, { person: person.id, action: verb, caseId: to.id, outcome: 'refused', code: error.code });
    }
    throw error;
  }
}

/** A trip under way may be amended; its beginning may not be moved into the past. */
async function demandSoundForm(deps: ApiDeps, to: CaseRef, change: object): Promise<void> {
  const row = await deps.db.case.findUniqueOrThrow({ where: { id: to.id }, select: { form: true, reference: true } });
  const before = row.form as unknown as TravelClearanceForm;
  const amended = TravelClearanceForm.safeParse({ ...before, ...change });
  if (!amended.success) throw problemOf('validation-failed', undefined, { errors: faultsOf(amended.error, 'form') });
  const filing = await readFiling(deps.db, { ...amended.data, traveller: to.subjectId }, to.submitterId, deps.clock());
  const others = filing.live.filter((one) => one.reference !== row.reference);
  const beginsAsBefore =
    before.stops[0]?.arrive === amended.data.stops[0]?.arrive && before.stops[0]?.area === amended.data.stops[0]?.area;
  const settled = ['not-your-traveller', ...(beginsAsBefore ? ['retroactive-not-allowed'] : [])];
  const errors = checkFiling({ ...filing, live: others }).problems.filter((one) => !settled.includes(one.code));
  const [first] = errors;
  if (first)
    throw refusal(first.code, first.message, { errors: errors.map((one) => ({ ...one, path: `form.${one.path}` })) });
}
