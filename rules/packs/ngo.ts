// The pack of a non-governmental organization: line management decides, security advises (domain 7, NGO mapping).
import { travelClearanceRules } from '../travel-clearance.ts';
import { travelTests, withExamples } from './examples.ts';
import { ngoTravelExamples } from './ngo-examples.ts';
import { ngoTravelRules } from './ngo-rules.ts';
import { ngoTitles } from './ngo-titles.ts';
import type { Pack } from './pack.ts';

export const ngo: Pack = {
  title: 'Non-governmental organization',
  ruleSets: {
    ...withExamples({}),
    travelClearance: {
      ...travelClearanceRules,
      rules: ngoTravelRules,
      tests: travelTests(ngoTravelExamples),
    },
  },
  authorityTitles: ngoTitles,
};
