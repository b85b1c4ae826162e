// Checks how a story moves the world; what it adds is known from then on.
import { DATE, INSTANT, isMap, list, maps, type Fields, type Ground } from './names.ts';
import { checkEvents } from './check-forms.ts';
import { changeKeys, risks, words } from './vocabulary.ts';

export function checkChange(ground: Ground, where: string, change: unknown): void {
  const { keys, area, one, when, organization } = ground;
  if (!keys(where, change, Object.keys(changeKeys).join(' '))) return;
  for (const [kind, value] of Object.entries(change)) {
    const at = `${where} ${kind}`;
    if (!changeKeys[kind] || !keys(at, value, changeKeys[kind])) continue;
    checks[kind]?.(ground, at, value);
    if (!['area', 'country', 'person', 'appointment'].includes(kind)) {
      if (value['area'] !== '*') area(at, value['area']);
      for (const key of ['organization', 'organizations']) organization(at, value[key]);
    }
    one(at, value['presentRisk'], risks, 'risk value');
    for (const key of ['validTo', 'until']) when(`${at}.${key}`, value[key], [DATE, INSTANT]);
  }
}

type Check = (ground: Ground, at: string, value: Fields) => void;

/** Says what is missing of a record that is not there yet, and takes its name in. */
function add(ground: Ground, at: string, known: Set<string>, value: Fields, what: string, needs: string[]): void {
  const id = value['id'];
  if (typeof id !== 'string') return ground.bad(at, '"id" is missing');
  if (known.has(id)) return;
  if (needs.some((key) => value[key] === undefined))
    ground.bad(at, `unknown ${what} "${id}" (a new one needs ${needs.join(', ')})`);
  known.add(id);
}

const checks: Readonly<Record<string, Check>> = {
  area(ground, at, value) {
    const { names, one } = ground;
    add(ground, at, names.areas, value, 'area', ['country']);
    one(at, value['country'], names.countries, 'country');
    for (const country of list(value['claimedBy'])) one(at, country, names.countries, 'country');
    const zone = value['zone'] ?? names.zones.get(value['country'] as string) ?? names.zones.get(value['id'] as string);
    if (typeof zone === 'string') names.zones.set(value['id'] as string, zone);
  },
  country({ one, names }, at, value) {
    one(at, value['id'], names.countries, 'country');
  },
  person(ground, at, value) {
    const { person, when, keys } = ground;
    add(ground, at, ground.names.people, value, 'person', ['name']);
    for (const key of ['spouse', 'supervisor']) person(at, value[key]);
    for (const key of ['contractEnd', 'automaticWithdrawnUntil']) when(at, value[key], [DATE]);
    const { absent, training } = value;
    if (absent && keys(at, absent, 'from to', 'from to'))
      for (const key of ['from', 'to']) when(at, absent[key], [DATE]);
    if (isMap(training))
      for (const end of Object.values(training)) if (end !== 'never') when(`${at} training`, end, [DATE]);
  },
  appointment(ground, at, value) {
    const { names, vocabulary, one, person, when, organization, area } = ground;
    add(ground, at, names.appointments, value, 'appointment', ['role', 'holder', 'from']);
    one(at, value['role'], vocabulary.roles, 'role');
    for (const key of ['holder', 'givenBy']) person(at, value[key]);
    if (value['country'] !== '*') one(at, value['country'], names.countries, 'country');
    for (const key of ['from', 'end']) when(at, value[key], [DATE, INSTANT]);
    if (isMap(value['limits'])) one(at, value['limits']['maxRisk'], risks, 'risk value');
    organization(at, value['organization']);
    area(at, value['area']);
  },
  activity(ground, at, value) {
    add(ground, at, ground.names.activities, value, 'activity', ['organization']);
    ground.one(at, value['criticality'], words('PC1 PC2 PC3 PC4 none'), 'criticality');
    ground.area(at, value['areas']);
  },
  assessment(ground, at, value) {
    if (value['id'] && !value['area']) ground.one(at, value['id'], ground.names.assessments, 'assessment');
    checkEvents(ground, at, value['events']);
  },
  policy({ one, keys, person }, at, value) {
    one(at, value['mode'], words('automatic manual ban'), 'mode');
    one(at, value['travelType'], words('official entitlement personal'), 'travel type');
    for (const exempt of maps(value['exempt']))
      if (keys(at, exempt, 'id persons', 'id persons')) person(at, exempt['persons']);
  },
  acceptance({ activity }, at, value) {
    activity(at, value['activity']);
  },
  presence({ one, when }, at, value) {
    one(at, value['kind'], words('visitors residents on-leave'), 'kind');
    for (const key of ['from', 'to']) when(at, value[key], [DATE]);
  },
  flight({ when }, at, value) {
    when(at, value['date'], [DATE]);
  },
};
