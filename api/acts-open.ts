// Which acts a reader may do on a request now, so that a page offers nothing the workflow would refuse.
import type { WholeCaseRows } from './case-rows.ts';

export const verbs = [
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
export type Verb = (typeof verbs)[number];

const away = ['in-travel', 'overstay'];

export function actsOpenTo(reader: { id: string }, { kase, acts }: Pick<WholeCaseRows, 'kase' | 'acts'>): Verb[] {
  const isSubject = reader.id === kase.subjectId;
  if (!isSubject && reader.id !== kase.submitterId) return ['add-note'];
  const done = (verb: Verb) => acts.some((one) => one.verb === verb && one.personId === reader.id);
  const isAway = away.includes(kase.state);
  const open: Record<Verb, boolean> = {
    amend: kase.live && !isAway,
    cancel: kase.live && !isAway,
    withdraw: kase.live && !isAway,
    confirm: kase.live && isSubject && kase.submitterId !== kase.subjectId && !done('confirm'),
    'check-in': isAway,
    'acknowledge-briefing': isAway && isSubject && !done('acknowledge-briefing'),
    close: isAway,
    'add-note': true,
    appeal: kase.state === 'denied' || kase.state === 'returned',
    extend: isAway,
    read: false,
  };
  return verbs.filter((verb) => open[verb]);
}
