// Why a version cannot be published now, or not by this person: asked in the transaction that records the decision.
import { placesAround } from '../../prisma/rules-in-force.ts';
import { frameIn } from '../../prisma/world-frame.ts';
import { compile } from '../../rules/judge.ts';
import { eases, isGranted } from '../../rules/living.ts';
import { judgeQuickly } from '../../rules/quick-judge.ts';
import type { Facts, Verdict } from '../../rules/rule-set.ts';
import { localDate } from '../../rules/working-time.ts';
import type { Answer } from '../../workflows/messages.ts';
import { refuse } from '../answers.ts';
import type { Docket } from '../docket.ts';
import type { RuleChangeSetting } from './change-setting.ts';
import { flawOfReturn } from './taken-back.ts';

export async function hindranceOfChange(
  docket: Docket,
  setting: RuleChangeSetting,
  person: string,
): Promise<Answer | null> {
  const { text, analysis } = setting;
  if (!text?.set) return refuse('rules-altered', 'The text is not what was submitted.');
  if (!analysis)
    return refuse(
      'rules-changed-meanwhile',
      'What is in force has changed since. The change is compared with it again; look at it then.',
    );
  if (!analysis.passed) return refuse('rules-fail-checks', 'The text fails a check, a test or an invariant.');
  if (flawOfReturn(setting))
    return refuse(
      'rules-changed-meanwhile',
      'Another version has come in force there since: there is nothing to take back.',
    );
  const own = await ownRequestEased(docket, setting, person);
  if (!own) return null;
  return refuse('conflict-of-interest', `This would ease your own request ${own}: another must decide it.`);
}

type OwnPart = { reference: string; state: string; area: string | null; country: string | null } & {
  organization: string | null;
  facts: unknown;
  verdict: unknown;
};

/** Reference of a live request he filed or travels on that the new text would ease where it is to be in force (decision 16). */
async function ownRequestEased(
  { now, tokens }: Docket,
  { tx, form, text, places }: RuleChangeSetting,
  person: string,
): Promise<string | null> {
  const parts = await tx.$queryRaw<OwnPart[]>`
    SELECT c.reference, p.state, p."areaId" AS area, p."countryId" AS country, c."organizationId" AS organization, p.facts, p.verdict
      FROM cases c JOIN parts p ON p."caseId" = c.id AND p.active AND p.facts IS NOT NULL
     WHERE c.live AND c.process = ${form.set} AND (c."subjectId" = ${person} OR c."submitterId" = ${person})
     ORDER BY c.reference, p.ordinal`;
  if (parts.length === 0) return null;
  const frame = await frameIn(tx, tokens.frame);
  const compiled = compile(text!.set);
  const eased = parts.find(({ state, area, country, organization, facts, verdict }) => {
    const isThere = placesAround(frame.areas, { area, country }).some((place) => places.includes(place));
    if (isGranted(state) || !isThere) return false;
    const { zone = 'UTC', parents: inside } = frame.areas.get(area ?? '') ?? {};
    const judged = judgeQuickly(compiled, facts as Facts, {
      ...{ country, area, inside, organization, date: localDate(now, zone) },
    });
    return eases(verdict as Verdict | null, judged);
  });
  return eased?.reference ?? null;
}
