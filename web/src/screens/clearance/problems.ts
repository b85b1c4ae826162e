// What is missing or cannot be, told before the server is asked. The server stays the judge.
import { Refused } from '../../http/call.ts';
import type { FieldError } from '../../http/types.ts';
import type { MessageId } from '../../i18n/speech.ts';
import { instantOf } from '../../i18n/time.ts';
import type { Say, Values } from '../../i18n/words.ts';
import type { Draft, StopDraft } from './draft.ts';

export const steps = ['trip', 'purpose', 'stops', 'companions', 'preflight', 'answers'] as const;
export type Step = (typeof steps)[number];
export type Mistake = { path: string; message: string };

const dayInMs = 86_400_000;

export function stepOf(path: string): Step {
  const first = path.split('.')[0] ?? '';
  if (['traveller', 'travelType', 'emergency'].includes(first)) return 'trip';
  if (['activity', 'purpose'].includes(first)) return 'purpose';
  if (['dependants', 'passengers'].includes(first)) return 'companions';
  return 'stops';
}

export const fieldId = (path: string): string => `field-${path.replaceAll('.', '-')}`;

export function mistakesOf(draft: Draft, step: Step, say: Say): Mistake[] {
  const mistakes: Mistake[] = [];
  const add = (path: string, id: MessageId, values?: Values) => mistakes.push({ path, message: say(id, values) });
  if (step === 'trip') {
    if (draft.onBehalf === 'yes' && !draft.traveller) add('traveller', 'mistake.traveller');
    if (draft.travelType === '') add('travelType', 'mistake.travelType');
  }
  if (step === 'purpose' && draft.purpose.trim() === '') add('purpose', 'mistake.purpose');
  if (step === 'companions') {
    draft.dependants.forEach(({ relation, age }, index) => {
      if (relation === '') add(`dependants.${index}.relation`, 'mistake.relation', { number: index + 1 });
      if (relation === 'child' && age === '') add(`dependants.${index}.age`, 'mistake.age', { number: index + 1 });
    });
  }
  if (step === 'stops') draft.stops.forEach((stop, index) => checkStop(stop, index, draft.stops[index - 1], add));
  return mistakes;
}

function checkStop(
  stop: StopDraft,
  index: number,
  before: StopDraft | undefined,
  add: (path: string, id: MessageId, values?: Values) => void,
): void {
  const number = index + 1;
  const at = (field: string) => `stops.${index}.${field}`;
  if (stop.area === '') add(at('area'), 'mistake.area', { number });
  if (stop.arrive === '') add(at('arrive'), 'mistake.arrive', { number });
  if (stop.depart === '') add(at('depart'), 'mistake.depart', { number });
  if (stop.mode === '') add(at('mode'), 'mistake.mode', { number });
  if (stop.operator.trim() !== '' && stop.operatorListed === '')
    add(at('operatorListed'), 'mistake.operator', { number });
  const arrive = instantOf(stop.arrive, stop.spot?.zone ?? 'UTC');
  const depart = instantOf(stop.depart, stop.spot?.zone ?? 'UTC');
  if (arrive !== undefined && depart !== undefined && depart <= arrive) add(at('depart'), 'mistake.order', { number });
  const left = before && instantOf(before.depart, before.spot?.zone ?? 'UTC');
  if (arrive === undefined || left === undefined || !before?.spot || !stop.spot) return;
  if (arrive < left) add(at('arrive'), 'mistake.overlap', { number, before: number - 1 });
  if (arrive - left > dayInMs)
    add(at('arrive'), 'mistake.gap', { number, before: number - 1, hours: Math.round((arrive - left) / 3_600_000) });
}

const placeOfCode: Record<string, string> = {
  'unknown-activity': 'activity',
  'unknown-person': 'traveller',
  'retroactive-not-allowed': 'stops.0.arrive',
};

/** The server's refusal, each error at its field. */
export function mistakesFrom(error: unknown, wordOf: (code: string, otherwise: string) => string): Mistake[] {
  if (!(error instanceof Refused)) return [];
  const { errors, code, detail, title } = error.problem;
  if (errors && errors.length > 0)
    return errors.map((one: FieldError) => ({ path: one.path, message: wordOf(one.code, one.message) }));
  return [{ path: placeOfCode[code] ?? 'stops', message: wordOf(code, detail ?? title) }];
}
