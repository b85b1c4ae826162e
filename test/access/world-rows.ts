// Who reads and changes reference data, as rows of the access table.
import { countryA, countryB, focals, type Actor, type Cell, type Row } from './actors.ts';

const all: Row = [{ scope: 'all', may: 'everybody' }];
const forbidden = '403 forbidden';
const administrators = ['administrator'] as const;
/** A kind of reference data only administrators change. */
const administered = (path: string, body: object): Row => [
  { scope: 'all', path, body, may: administrators, others: forbidden },
];
/** Let in as holding such a power elsewhere, and refused row by row. */
const apart = (known: Actor) => (actor: Actor) => (actor === known ? '422 rows-refused' : forbidden);
const imported = (csv: string): Row => [{ scope: 'all', csv, may: administrators, others: forbidden }];

const why = { reason: 'A test of rights' };
const risk = { presentRisk: 'medium', ...why };
const manual = { mode: 'manual', ...why };
const ofA = ['administrator', 'officialA'] as const;
const ofB = ['administrator', 'officialB'] as const;

/** In each country its official, besides the administrator; a table is refused row by row to the official of the other. */
const byOfficials = (make: (area: string) => Pick<Cell, 'path' | 'body'>): Row => [
  { scope: 'country A', ...make('XA-2'), may: ofA, others: forbidden },
  { scope: 'country B', ...make('XB-2'), may: ofB, others: forbidden },
];
const tableOfOfficials = (make: (area: string) => string): Row => [
  { scope: 'country A', csv: make('XA-2'), may: ofA, others: apart('officialB') },
  { scope: 'country B', csv: make('XB-2'), may: ofB, others: apart('officialA') },
];

/** Whoever may know where people are or will be. */
const knowsWhereabouts = [
  ...focals,
  ...countryA,
  ...countryB,
  ...['areaCoordinator', 'region', 'administrator'],
] as readonly Actor[];
const whereabouts: Row = [{ scope: 'all', may: knowsWhereabouts, others: forbidden }];

export const worldTable: Readonly<Record<string, Row>> = {
  ...Object.fromEntries(
    ['countries', 'areas', 'organizations', 'activities', 'people', 'appointments', 'assessments', 'policies']
      .concat(['requirements', 'acceptances', 'ceilings', 'crises'])
      .map((name) => [`get /api/v1/${name}`, all]),
  ),
  'get /api/v1/presences': whereabouts,
  'get /api/v1/flights': whereabouts,

  'patch /api/v1/countries/:id': administered('XA', { name: 'Arvenia', ...why }),
  'patch /api/v1/organizations/:id': administered('food', { name: 'Food Agency', ...why }),
  'patch /api/v1/activities/:id': administered('survey', { criticality: 'PC3', ...why }),
  'patch /api/v1/people/:id': administered('ben', { title: 'Head of logistics', ...why }),
  'patch /api/v1/appointments/:id': administered('A-05', { text: 'Letter of 1 March', ...why }),
  'patch /api/v1/areas/:id': byOfficials((area) => ({ path: area, body: risk })),
  'patch /api/v1/ceilings/:id': byOfficials((area) => ({ path: area, body: { ceiling: 40, ...why } })),
  'patch /api/v1/assessments/:id': [
    {
      scope: 'country A',
      path: 'SRM-XA-2',
      body: { validTo: '2027-12-31' },
      may: ['administrator', 'adviserA'],
      others: forbidden,
    },
    {
      scope: 'country B',
      path: 'SRM-XB-2',
      body: { validTo: '2027-12-31' },
      may: ['administrator', 'adviserB'],
      others: forbidden,
    },
  ],
  'post /api/v1/policies': byOfficials((area) => ({ body: { area, ...manual } })),
  'post /api/v1/crises': byOfficials((area) => ({ body: { area, ...why } })),
  'post /api/v1/requirements': administered('', { area: 'XA-2', training: 'SSAFE', ...why }),
  'post /api/v1/acceptances': administered('', {
    activity: 'survey',
    area: 'XA-3',
    organizations: ['relief'],
    until: '2027-12-31',
  }),
  'post /api/v1/presences': administered('', {
    area: 'XA-2',
    kind: 'visitors',
    persons: 3,
    from: '2027-03-01',
    to: '2027-03-05',
  }),
  'post /api/v1/flights': administered('', {
    flight: 'UN-412',
    date: '2027-03-11',
    organization: 'food',
    booked: 3,
    max: 6,
  }),

  'post /api/v1/countries/import': imported('id,name\nXA,Arvenia'),
  'post /api/v1/organizations/import': imported('id,name\nfood,Food Agency'),
  'post /api/v1/activities/import': imported('id,criticality\nsurvey,PC3'),
  'post /api/v1/people/import': imported('id,title\nben,Head of logistics'),
  'post /api/v1/appointments/import': imported('id,text\nA-05,Letter of 1 March'),
  'post /api/v1/requirements/import': imported('area,training\nXA-2,SSAFE'),
  'post /api/v1/acceptances/import': imported('activity,area,organizations,until\nsurvey,XA-3,relief,2027-12-31'),
  'post /api/v1/presences/import': imported('area,kind,persons,from,to\nXA-2,visitors,3,2027-03-01,2027-03-05'),
  'post /api/v1/flights/import': imported('flight,date,organization,booked,max\nUN-412,2027-03-11,food,3,6'),
  'post /api/v1/areas/import': tableOfOfficials((area) => `id,presentRisk\n${area},medium`),
  'post /api/v1/policies/import': tableOfOfficials((area) => `area,mode\n${area},manual`),
  'post /api/v1/crises/import': tableOfOfficials((area) => `area\n${area}`),
  'post /api/v1/assessments/import': [
    {
      scope: 'country A',
      csv: 'id,validTo\nSRM-XA-2,2027-12-31',
      may: ['administrator', 'adviserA'],
      others: apart('adviserB'),
    },
    {
      scope: 'country B',
      csv: 'id,validTo\nSRM-XB-2,2027-12-31',
      may: ['administrator', 'adviserB'],
      others: apart('adviserA'),
    },
  ],
};
