// The catalogue: each process with its title, form and default rules. The table of contents of the system.
import type { z } from 'zod';
import { RuleChangeForm } from '../forms/rule-change.ts';
import { TravelClearanceForm } from '../forms/travel-clearance.ts';
import { ruleChangeRules } from './rule-change.ts';
import type { RuleSet } from './rule-set.ts';
import { travelClearanceRules } from './travel-clearance.ts';

/** Staff, unless the process says otherwise. */
export type FiledBy = 'rule-administrators';
export type Process = { title: string; referencePrefix: string; form: z.ZodType; ruleSet: RuleSet; filedBy?: FiledBy };

export const processes = {
  travelClearance: {
    title: 'Travel clearance',
    referencePrefix: 'TC',
    form: TravelClearanceForm,
    ruleSet: travelClearanceRules,
  },
  ruleChange: {
    title: 'Change of rules',
    referencePrefix: 'RC',
    form: RuleChangeForm,
    ruleSet: ruleChangeRules,
    filedBy: 'rule-administrators',
  },
} as const satisfies Record<string, Process>;

export type ProcessName = keyof typeof processes;

export function isProcessName(name: string): name is ProcessName {
  return Object.hasOwn(processes, name);
}
