// The default rules of travel clearance, in the order of evaluation (domain 1.11).
import type { RuleSet } from './rule-set.ts';
import { flights, modes, deciders } from './travel-clearance-deciders.ts';
import { travelFacts } from './travel-clearance-facts.ts';
import { absoluteStops, applicability, ceilings, prerequisites } from './travel-clearance-stops.ts';
import { decide } from './travel-clearance-terms.ts';

export { travelFacts } from './travel-clearance-facts.ts';

export const travelClearanceRules: RuleSet = {
  name: 'travelClearance',
  version: 1,
  title: 'Travel clearance',
  hitPolicy: 'collect',
  facts: travelFacts,
  rules: [...applicability, ...absoluteStops, ...prerequisites, ...flights, ...ceilings, ...modes, ...deciders],
  otherwise: [decide('designated-official')],
  undecided: [decide('designated-official')],
};
