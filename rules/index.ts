// The catalogue: each process with its title, form and default rules. The table of contents of the system.
import type { z } from 'zod';
import { TravelClearanceForm } from '../forms/travel-clearance.ts';
import type { RuleSet } from './rule-set.ts';
import { travelClearanceRules } from './travel-clearance.ts';

export type Process = { title: string; referencePrefix: string; form: z.ZodType; ruleSet: RuleSet };

export const processes = {
  travelClearance: {
    title: 'Travel clearance',
    referencePrefix: 'TC',
    form: TravelClearanceForm,
    ruleSet: travelClearanceRules,
  },
} as const satisfies Record<string, Process>;

export type ProcessName = keyof typeof processes;

export function isProcessName(name: string): name is ProcessName {
  return Object.hasOwn(processes, name);
}
