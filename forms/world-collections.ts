// The collections of reference data: which kind each holds, and what names one record of it.
import type { WorldKind } from './world.ts';

type Patch = Record<string, unknown>;
export type Collection = {
  kind: WorldKind;
  /** `patch`: the path names the record. `post`: what is sent names itself. */
  way: 'patch' | 'post';
  keyOf: (patch: Patch) => string;
  /** What a record that is not there yet must give beside its key. */
  needs: readonly string[];
};

const byId = (patch: Patch) => String(patch['id']);
const by =
  (...names: string[]) =>
  (patch: Patch) =>
    names.map((name) => String(patch[name])).join(':');

export const collections = {
  countries: { kind: 'country', way: 'patch', keyOf: byId, needs: ['name', 'zone'] },
  areas: { kind: 'area', way: 'patch', keyOf: byId, needs: ['name', 'country'] },
  organizations: { kind: 'organization', way: 'patch', keyOf: byId, needs: ['name'] },
  activities: { kind: 'activity', way: 'patch', keyOf: byId, needs: ['organization'] },
  people: { kind: 'person', way: 'patch', keyOf: byId, needs: ['name', 'category'] },
  appointments: { kind: 'appointment', way: 'patch', keyOf: byId, needs: ['role', 'holder', 'from'] },
  assessments: { kind: 'assessment', way: 'patch', keyOf: byId, needs: ['area', 'validTo'] },
  policies: { kind: 'policy', way: 'post', keyOf: by('area'), needs: [] },
  requirements: { kind: 'requirement', way: 'post', keyOf: by('area', 'training'), needs: [] },
  acceptances: { kind: 'acceptance', way: 'post', keyOf: by('activity', 'area'), needs: [] },
  presences: { kind: 'presence', way: 'post', keyOf: by('area', 'kind', 'from'), needs: [] },
  flights: { kind: 'flight', way: 'post', keyOf: by('flight', 'date', 'organization'), needs: [] },
  crises: { kind: 'crisis', way: 'post', keyOf: by('area'), needs: [] },
} as const satisfies Record<string, Collection>;

export type CollectionName = keyof typeof collections;
