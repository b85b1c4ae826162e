// Examples the OpenAPI document shows, in places and persons of no real office.
import type { WorldKind, WorldPatch } from '../forms/world.ts';

const AB1 = { area: 'AB-1' };

export const filingExample = {
  process: 'travelClearance',
  form: {
    travelType: 'official',
    activity: 'field-clinics',
    purpose: 'Clinic round',
    stops: [{ area: 'AB-1', arrive: '2027-03-11T10:00', depart: '2027-03-14T16:00', mode: 'road' }],
  },
} as const;

export const actExample = { verb: 'cancel', form: { reason: 'The meeting is off' } } as const;

export const decisionExample = { outcome: 'deny', reason: 'No armoured vehicle is free', version: 1 } as const;

export const worldExamples: { readonly [K in WorldKind]: WorldPatch<K> } = {
  organization: { id: 'clinics', name: 'Field Clinics', kind: 'partner' },
  country: { id: 'AB', name: 'Abland', zone: 'Asia/Kathmandu' },
  area: { id: 'AB-1', country: 'AB', name: 'Lower valley', presentRisk: 'high' },
  policy: { ...AB1, mode: 'manual', travelType: 'official' },
  requirement: { ...AB1, training: 'SSAFE' },
  activity: { id: 'field-clinics', organization: 'clinics', criticality: 'PC2', areas: ['AB-1'] },
  assessment: { id: 'SRM-AB-1', ...AB1, validTo: '2027-12-31' },
  acceptance: { activity: 'field-clinics', ...AB1, organizations: ['clinics'], until: '2027-06-30' },
  person: { id: 'a.person', name: 'A. Person', category: 'international', organization: 'clinics' },
  appointment: {
    id: 'A-100',
    role: 'designated-official',
    holder: 'a.person',
    country: 'AB',
    from: '2027-01-01',
    text: 'Letter of 12 December 2026',
  },
  presence: { ...AB1, kind: 'visitors', persons: 4, from: '2027-03-01', to: '2027-03-05' },
  flight: { flight: 'UN-412', date: '2027-03-11', organization: 'clinics', booked: 3, max: 6 },
  crisis: AB1,
};
