// The workflows the worker runs, one line a process.
export { ruleChange } from './rule-change.ts';
export { travelClearance } from './travel-clearance.ts';
export { worldChange } from './world-change.ts';
