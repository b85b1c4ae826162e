// Which acts on a trip are open to whom, by where the trip stands. The page, the API and the recording transaction all ask here.
export const travelVerbs = [
  'amend',
  'cancel',
  'withdraw',
  'confirm',
  'check-in',
  'acknowledge-briefing',
  'close',
  'add-note',
  'appeal',
  'extend',
  'read',
] as const;
export type TravelVerb = (typeof travelVerbs)[number];

export type ActedOn = {
  person: string;
  subject: string;
  submitter: string;
  state: string;
  live: boolean;
  /** A person, not a rule, has denied a part. */
  deniedByPerson: boolean;
  /** Verbs this person has done on the request. */
  done: readonly string[];
};

/** Refused by a decision, not by a rule: what can be appealed. */
export function isDeniedByPerson(part: { state: string; decisionId: string | null }): boolean {
  return part.state === 'denied' && part.decisionId !== null;
}

/** The first appeal goes to who refused, the second to the regional desk; there is no third (domain 1.8). */
export function isAppealable(
  part: { state: string; decisionId: string | null; areaId: string | null },
  earlier: readonly { form: unknown }[],
): boolean {
  return isDeniedByPerson(part) && appealsOf(part, earlier) < 2;
}

/** An appeal that names no area is about all that was denied. */
export function appealsOf(part: { areaId: string | null }, earlier: readonly { form: unknown }[]): number {
  return earlier.filter(({ form }) => [undefined, part.areaId].includes((form as { area?: string }).area)).length;
}

const away = new Set(['in-travel', 'overstay']);
/** Said once; a second time says nothing new. */
const once = new Set<TravelVerb>(['confirm', 'acknowledge-briefing']);

export function actOpen(
  verb: TravelVerb,
  { person, subject, submitter, state, live, deniedByPerson, done }: ActedOn,
): boolean {
  const isParty = person === subject || person === submitter;
  if (verb === 'read') return true;
  if (verb === 'add-note') return live;
  if (!isParty || !live || (once.has(verb) && done.includes(verb))) return false;
  switch (verb) {
    case 'cancel':
    case 'withdraw':
      return !away.has(state);
    case 'amend':
      return state !== 'overstay';
    case 'confirm':
      return person === subject && submitter !== subject;
    case 'acknowledge-briefing':
      return person === subject && away.has(state);
    case 'check-in':
    case 'close':
    case 'extend':
      return away.has(state);
    case 'appeal':
      return state === 'denied' && deniedByPerson;
  }
}
