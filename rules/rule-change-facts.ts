// The facts a change of rules is judged by: how far it reaches, whether it takes control away, what its checks came to.
import { ladder, type FactDeclaration } from './rule-set.ts';

const yesNo = { type: 'boolean' } as const;

export const ruleChangeFacts: FactDeclaration[] = [
  {
    name: 'reach',
    title: 'Reach of the change',
    of: { type: 'choice', values: ['national', 'global'] },
    from: 'the texts before and after; national: only rules of one country, in force only there',
  },
  {
    name: 'ownCountry',
    title: 'Country of a national change',
    of: { type: 'text' },
    from: 'the rules that change; missing: the change is global',
    absent: 'none',
  },
  {
    name: 'checksPass',
    title: 'Checks passed',
    of: yesNo,
    from: 'the text itself, its tests, and the proof of every invariant',
  },
  {
    name: 'lessControl',
    title: 'Takes control away',
    of: yesNo,
    from: 'the comparison with what is in force; what it could not decide counts as yes',
  },
  {
    name: 'comparisonComplete',
    title: 'Comparison complete',
    of: yesNo,
    from: 'the comparison with what is in force',
  },
  { name: 'isReturn', title: 'Return to an earlier version', of: yesNo, from: 'the request' },
  {
    name: 'filerHolds',
    title: 'Highest power of who files',
    of: { type: 'choice', values: ['none', ...ladder] },
    from: 'the appointments in force',
  },
  {
    name: 'takesBackFrom',
    title: 'Highest office that published what a return takes back',
    of: { type: 'choice', values: ['none', ...ladder] },
    from: 'the decisions on the versions it takes back or keeps from starting',
  },
];
