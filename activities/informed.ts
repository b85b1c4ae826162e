// Who is told: holders of an authority, whom the rules name, and the focal point of the traveller's organization.
import { holdersOf } from '../rules/authority.ts';
import type { Matter } from '../rules/matter.ts';
import type { Ask, Authority, Verdict } from '../rules/rule-set.ts';
import { tell, type Docket, type PartRow } from './docket.ts';
import { matterOf, type Setting } from './setting.ts';

/** Holders of each authority, parties included: being told is not deciding. */
export function holdersToTell(authorities: readonly Authority[], matter: Matter): string[] {
  return authorities.flatMap((authority) => {
    const { holders, excluded, absent } = holdersOf(authority, matter);
    return [...holders.map((one) => one.person), ...excluded, ...absent];
  });
}

/** Tells whom the rules name for information, once a state of the part. */
export function informs(docket: Docket, part: PartRow, verdict: Verdict, setting: Setting): void {
  for (const ask of verdict.informs) {
    for (const country of countriesOf(ask, part, setting)) {
      const matter = { ...matterOf(docket, part, setting), country };
      tell(docket, holdersToTell([ask.authority], matter), 'for-information', { part: part.id, state: part.state });
    }
  }
}

function countriesOf(ask: Ask, part: PartRow, { world }: Setting): (string | null)[] {
  if (ask.of !== 'claimants') return [part.countryId];
  return (world.areas.get(part.areaId ?? '')?.claimedBy ?? []).filter((country) => country !== part.countryId);
}

/** Focal points of the traveller's organization in the countries of the case. */
export function focalPoints(docket: Docket, setting: Setting): string[] {
  const active = docket.parts.filter((part) => part.active);
  return [
    ...new Set(active.flatMap((part) => holdersToTell(['security-focal-point'], matterOf(docket, part, setting)))),
  ];
}
