// A stop as it is judged: its facts as they are kept, and what the rules in force there say of them.
import { judgeQuickly } from '../../rules/quick-judge.ts';
import type { Facts } from '../../rules/rule-set.ts';
import type { TripPart } from '../../rules/trip-parts.ts';
import { localDate } from '../../rules/working-time.ts';
import type { Docket } from '../docket.ts';
import type { Judged } from '../setting.ts';
import { factsOf, type TripSetting } from './trip-setting.ts';

export async function judgeStop({ kase, now }: Docket, planned: TripPart, setting: TripSetting): Promise<Judged> {
  const facts = JSON.parse(JSON.stringify(factsOf(planned, setting))) as Facts;
  const organization = setting.world.people.get(kase.subjectId)?.organization ?? null;
  const { country, area, zone } = planned;
  const inside = setting.world.areas.get(area)?.parents;
  const compiled = setting.rulesFor(planned);
  const verdict = judgeQuickly(compiled, facts, { country, area, inside, organization, date: localDate(now, zone) });
  return { facts, verdict };
}
