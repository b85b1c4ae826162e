// Checks each step of a story: who acts, on which request filed before, and what may be expected.
import { checkChange } from './check-changes.ts';
import { checkDependants, checkEvents, checkForm, checkStops } from './check-forms.ts';
import { DATE, INSTANT, LOCAL, isMap, list, maps, show, type Fields, type Ground } from './names.ts';
import {
  actKeys,
  degrees,
  formKeys,
  measureStates,
  outcomes,
  partKeys,
  partSubjects,
  risks,
  safety,
} from './vocabulary.ts';

const DURATION = /^P(?!$)(\d+W|(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$/;

export function stepChecks(ground: Ground) {
  const { bad, keys, one, when, person, area, organization, activity, reasons, party, names, vocabulary } = ground;
  const filed = new Set(names.assessments);
  const refusedRefs = new Set<string>();

  const ref = (where: string, value: unknown) => {
    if (value === undefined) return bad(where, '"ref" is missing');
    if (refusedRefs.has(value as string)) bad(where, `ref "${show(value)}" was refused`);
    else if (!filed.has(value as string)) bad(where, `ref "${show(value)}" is used before it is filed`);
  };
  const take = (where: string, value: unknown, into: Set<string>) => {
    if (filed.has(value as string)) bad(where, `ref "${show(value)}" is already taken`);
    into.add(value as string);
  };
  const refused = (where: string, value: unknown) => one(where, value, vocabulary.reasons, 'refusal code');
  const conditions = (where: string, value: unknown) => {
    if (value !== undefined && !Array.isArray(value)) bad(where, 'conditions must be a list');
    for (const condition of list(value)) {
      if (!isMap(condition) || !condition['code']) bad(where, 'a condition needs a code');
      else one(where, condition['code'], vocabulary.conditions, 'condition code');
      if (isMap(condition)) when(where, condition['due'], [DATE, INSTANT]);
    }
  };
  const subject = (where: string, value: unknown) => {
    if (value !== undefined && !partSubjects.has(value as string)) person(where, value);
  };
  const task = (where: string, value: unknown) => {
    if (!keys(where, value, 'authority holder', 'authority')) return;
    one(where, value['authority'], vocabulary.authorities, 'authority');
    person(where, value['holder']);
  };

  const part = (where: string, value: unknown) => {
    if (!keys(where, value, partKeys)) return;
    area(where, value['area']);
    one(where, value['state'], vocabulary.states, 'state');
    reasons(where, value['reasons']);
    conditions(where, value['conditions']);
    activity(where, value['activity']);
    organization(where, value['organization']);
    for (const key of ['presentRisk', 'projectedRisk']) one(where, value[key], risks, 'risk value');
    subject(where, value['subject']);
    if (value['waitingFor']) task(where, value['waitingFor']);
    for (const key of ['until', 'due']) when(where, value[key], [DATE]);
    const { decidedBy } = value;
    if (decidedBy && keys(where, decidedBy, 'authority holder instrument')) {
      one(where, decidedBy['authority'], vocabulary.authorities, 'authority');
      person(where, decidedBy['holder']);
      one(where, decidedBy['instrument'], names.appointments, 'appointment');
    }
    for (const entry of list(value['history'])) {
      if (!keys(where, entry, 'holder outcome')) continue;
      person(where, entry['holder']);
      one(where, entry['outcome'], outcomes, 'outcome');
    }
  };
  const opened = (where: string, value: unknown) => {
    if (!keys(where, value, 'process ref subject degree area kind activity', 'process')) return;
    if (!formKeys[value['process'] as string]) bad(where, `unknown process "${show(value['process'])}"`);
    if (value['subject'] !== undefined) party(where, value['subject']);
    one(where, value['degree'], degrees, 'degree');
    area(where, value['area']);
    activity(where, value['activity']);
    if (value['ref']) take(where, value['ref'], filed);
  };

  return {
    submit(where: string, step: unknown) {
      if (!keys(where, step, 'as ref process form refused', 'as ref process form')) return;
      const process = String(step['process']);
      person(where, step['as']);
      refused(where, step['refused']);
      if (!formKeys[process]) bad(where, `unknown process "${process}"`);
      else checkForm(ground, `${where} form`, process, step['form'], Boolean(step['refused']));
      take(where, step['ref'], step['refused'] ? refusedRefs : filed);
    },
    decide(where: string, step: unknown) {
      const allowed =
        'as ref area subject finding measure organization event activity authority outcome reason conditions seen refused';
      if (!keys(where, step, allowed, 'as ref outcome')) return;
      person(where, step['as']);
      ref(where, step['ref']);
      area(where, step['area']);
      one(where, step['authority'], vocabulary.authorities, 'authority');
      organization(where, step['organization']);
      activity(where, step['activity']);
      one(where, step['outcome'], outcomes, 'outcome');
      refused(where, step['refused']);
      conditions(where, step['conditions']);
      subject(where, step['subject']);
      if (step['seen'] && keys(where, step['seen'], 'version presentRisk'))
        one(where, step['seen']['presentRisk'], risks, 'risk value');
      if (['deny', 'return', 'object'].includes(step['outcome'] as string) && !step['reason'] && !step['refused'])
        bad(where, `${show(step['outcome'])} needs a reason`);
    },
    act(where: string, step: unknown) {
      if (!keys(where, step, 'as ref verb form refused', 'as ref verb')) return;
      const verb = String(step['verb']);
      person(where, step['as']);
      ref(where, step['ref']);
      refused(where, step['refused']);
      if (actKeys[verb] === undefined) return bad(where, `unknown verb "${verb}"`);
      actForm(`${where} form`, verb, step['form'] ?? {}, Boolean(step['refused']));
    },
    change: (where: string, step: unknown) => checkChange(ground, where, step),
    advance(where: string, step: unknown) {
      if (typeof step !== 'string' || !DURATION.test(step))
        bad(where, `"${show(step)}" is not an ISO 8601 duration of weeks, days and times`);
    },
    expect(where: string, step: unknown) {
      if (!keys(where, step, 'ref state valid parts openTasks reasons notified opened headcount area hidden')) return;
      if (
        step['ref'] !== undefined ||
        ['state', 'valid', 'parts', 'openTasks', 'reasons', 'notified'].some((key) => step[key] !== undefined)
      )
        ref(where, step['ref']);
      one(where, step['state'], vocabulary.states, 'state');
      reasons(where, step['reasons']);
      person(where, step['notified']);
      if (step['valid'] !== undefined && typeof step['valid'] !== 'boolean') bad(where, 'valid is true or false');
      for (const key of ['parts', 'openTasks', 'reasons', 'notified', 'opened', 'hidden'])
        if (step[key] !== undefined && !Array.isArray(step[key])) bad(where, `${key} must be a list`);
      for (const entry of list(step['openTasks'])) task(`${where} openTasks`, entry);
      list(step['parts']).forEach((entry, index) => part(`${where} part ${index + 1}`, entry));
      for (const entry of list(step['opened'])) opened(`${where} opened`, entry);
      world(where, step);
    },
  };

  function actForm(where: string, verb: string, form: unknown, isRefused: boolean) {
    if (!keys(where, form, actKeys[verb])) return;
    if (form['stops']) checkStops(ground, where, form['stops'], isRefused);
    checkDependants(ground, where, form['dependants']);
    checkEvents(ground, where, form['events']);
    one(where, form['state'], vocabulary.states, 'state');
    one(where, form['status'], verb === 'check-in' ? safety : measureStates, 'status');
    area(where, form['area']);
    person(where, form['traveller']);
    activity(where, form['activity']);
    when(where, form['depart'], [LOCAL]);
    when(where, form['due'], [DATE]);
    one(where, form['degree'], degrees, 'degree');
    for (const key of ['link', 'mergedInto']) if (form[key] !== undefined) ref(where, form[key]);
  }

  function world(where: string, step: Fields) {
    const { headcount, area: place } = step;
    if (
      headcount !== undefined &&
      keys(`${where} headcount`, headcount, 'area total visitors residents onLeave statuses', 'area')
    ) {
      area(where, headcount['area']);
      for (const status of Object.keys(headcount['statuses'] ?? {})) one(where, status, safety, 'status');
    }
    if (place !== undefined && keys(`${where} area`, place, 'id presentRisk', 'id')) {
      area(where, place['id']);
      one(where, place['presentRisk'], risks, 'risk value');
    }
    for (const entry of maps(step['hidden']))
      if (keys(`${where} hidden`, entry, 'field from', 'field from')) person(where, entry['from']);
  }
}
