// The workflows the worker runs, one line a process.
export { travelClearance } from './travel-clearance.ts';
export { worldChange } from './world-change.ts';
