// The pack of the United Nations security management system: the default rules as they are, with examples.
import type { Pack } from './pack.ts';
import { travelExamples } from './un-examples.ts';
import { withExamples } from './examples.ts';

export const un: Pack = {
  title: 'United Nations',
  ruleSets: withExamples({ travelClearance: travelExamples }),
  authorityTitles: {},
};
