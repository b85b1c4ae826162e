// Checks what a story files: the form of each process, its stops, its events and its people.
import { instantOf } from '../rules/working-time.ts';
import { DATE, INSTANT, LOCAL, isMap, list, type Ground } from './names.ts';
import { degrees, formKeys, measureStates, risks, words } from './vocabulary.ts';

const modes = words('scheduled-air un-flight charter road rail sea foot');
const actors = words(
  'personnel dependant warden area-security-coordinator security-professional country-representative designated-official organization dss partner',
);

export function checkForm(ground: Ground, where: string, process: string, form: unknown, isRefused: boolean): void {
  const { keys, one, when, person, area, activity, organization, party, names, bad } = ground;
  if (form === undefined || !keys(where, form, formKeys[process])) return;
  for (const key of ['traveller', 'passengers', 'reporter', 'team', 'person']) person(where, form[key]);
  area(where, form['area']);
  one(where, form['country'], names.countries, 'country');
  for (const key of ['activity', 'activities']) activity(where, form[key]);
  for (const key of ['organization', 'organizations']) organization(where, form[key]);
  one(where, form['resultingRisk'], risks, 'risk value');
  one(where, form['degree'], degrees, 'degree');
  for (const key of ['validTo', 'until', 'revisit', 'due']) when(`${where}.${key}`, form[key], [DATE]);
  const kind = kinds[process];
  if (kind) one(where, form['kind'], kind, 'kind');
  if (process === 'travelClearance') {
    one(where, form['travelType'], words('official entitlement personal'), 'travel type');
    if (form['travelType'] !== 'official' && form['activity'])
      bad(where, 'an activity belongs to official travel only');
    checkDependants(ground, where, form['dependants']);
    checkStops(ground, where, form['stops'], isRefused);
    checkEmergency(ground, where, form['emergency']);
  }
  if (process === 'riskAssessment') checkEvents(ground, where, form['events']);
  if (process === 'nonCompliance') {
    if (form['subject'] !== undefined) party(where, form['subject']);
    one(where, form['actor'], actors, 'actor');
  }
  if (process === 'relocation') one(where, form['communications'], words('up down'), 'communications');
  if (process === 'residentialMeasures') one(where, form['scope'], words('package person'), 'scope');
  for (const finding of list(form['findings'])) {
    const at = `${where} finding`;
    if (!keys(at, finding, 'id severity requirement owner due', 'id severity')) continue;
    one(at, finding['severity'], words('critical important minor'), 'severity');
    if (finding['owner'] !== undefined) party(at, finding['owner']);
    when(at, finding['due'], [DATE]);
  }
}

const kinds: Readonly<Record<string, ReadonlySet<string>>> = {
  riskAssessment: words('area ad-hoc'),
  nonCompliance: words('breach commendation'),
  relocation: words('relocation evacuation hibernation return'),
  premises: words('sub-office residence warehouse'),
};

export function checkStops(ground: Ground, where: string, stops: unknown, isRefused: boolean): void {
  const { bad, keys, area, when, one, names } = ground;
  if (!Array.isArray(stops) || stops.length === 0) return bad(where, 'stops must be a list');
  let before: number | undefined;
  stops.forEach((stop: unknown, index) => {
    const at = `${where} stop ${index + 1}`;
    if (
      !keys(
        at,
        stop,
        'area arrive depart mode accommodation flight operator vehicles transit',
        'area arrive depart mode',
      )
    )
      return;
    const { arrive, depart } = stop;
    area(at, stop['area']);
    when(at, arrive, [LOCAL]);
    when(at, depart, [LOCAL]);
    one(at, stop['mode'], modes, 'mode');
    one(at, stop['transit'], words('airside landside'), 'transit');
    const zone = names.zones.get(stop['area'] as string);
    if (!zone || !LOCAL.test(arrive as string) || !LOCAL.test(depart as string)) return;
    const from = instantOf(arrive as string, zone);
    const to = instantOf(depart as string, zone);
    if (to <= from) bad(at, 'departs before it arrives');
    if (before !== undefined && from < before && !isRefused) bad(at, 'begins before the stop ahead of it ends');
    if (before !== undefined && from - before > 86_400_000 && !isRefused)
      bad(at, 'more than 24 hours after the stop ahead of it');
    before = to;
  });
}

export function checkDependants({ keys, when, one }: Ground, where: string, dependants: unknown): void {
  for (const dependant of list(dependants)) {
    if (!keys(where, dependant, 'relation age born name', 'relation')) continue;
    when(where, dependant['born'], [DATE]);
    one(where, dependant['relation'], words('spouse child parent other'), 'relation');
  }
}

export function checkEvents({ keys, one, party, when }: Ground, where: string, events: unknown): void {
  const likelihood = words('very-unlikely unlikely moderately-likely likely very-likely');
  const impact = words('negligible minor moderate severe critical');
  for (const event of list(events)) {
    const at = `${where} event`;
    if (!keys(at, event, 'id category description likelihood impact measures projected evidence', 'id')) continue;
    one(at, event['category'], words('armed-conflict terrorism crime civil-unrest hazards'), 'category');
    for (const figure of [event, event['projected']].filter(isMap)) {
      one(at, figure['likelihood'], likelihood, 'likelihood');
      one(at, figure['impact'], impact, 'impact');
    }
    for (const measure of list(event['measures'])) {
      if (!keys(at, measure, 'id title owner due status', 'id')) continue;
      one(at, measure['status'], measureStates, 'measure status');
      if (measure['owner'] !== undefined) party(at, measure['owner']);
      when(at, measure['due'], [DATE]);
    }
  }
}

function checkEmergency({ keys, one, person, when }: Ground, where: string, emergency: unknown): void {
  if (!isMap(emergency) || !keys(where, emergency, 'kind verbalApproval', 'kind')) return;
  one(where, emergency['kind'], words('life-saving medical-evacuation communications-lost'), 'emergency');
  const approval = emergency['verbalApproval'];
  if (approval === undefined || !keys(where, approval, 'by at means', 'by at means')) return;
  person(where, approval['by']);
  when(where, approval['at'], [INSTANT]);
}
