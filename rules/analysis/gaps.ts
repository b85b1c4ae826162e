// Where no rule speaks: what falls to the default, region by region.
import type { Context } from './context.ts';
import { findRegions } from './context.ts';
import type { Finding } from './findings.ts';

/** A gap goes to a person or is halted; it never blocks. */
export function findGaps(context: Context): Finding[] {
  return findRegions(context, 'gaps', context.verdict.gap).map(({ region, example }) => ({
    kind: 'gap',
    weight: 'tells',
    code: 'no-rule-speaks',
    rules: [],
    message: 'No rule speaks of these cases: they fall to the default.',
    region,
    example,
  }));
}
