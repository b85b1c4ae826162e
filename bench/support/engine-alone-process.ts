// One core's share of the slow side: judges its trips by the engine alone, then holds each verdict beside that of the quick judge.
import { deepStrictEqual } from 'node:assert';
import { compile } from '../../rules/judge.ts';
import { judgeQuickly } from '../../rules/quick-judge.ts';
import { engineAlone } from './engine-alone.ts';
import { draft, tripOf } from './replayed.ts';

export type Share = { judged: number; ms: number };

const [from = 0, to = 0] = process.argv.slice(2).map(Number);
const alone = engineAlone(draft);
const compiled = compile(draft);
let ms = 0;
for (let index = from; index < to; index += 1) {
  const { facts, in: judged } = tripOf(index);
  const begun = performance.now();
  const slow = await alone(facts, judged);
  ms += performance.now() - begun;
  const { ruleSet: _, ...quick } = judgeQuickly(compiled, facts, judged);
  deepStrictEqual(quick, slow, `trip ${index}`);
}
const share: Share = { judged: to - from, ms };
process.send?.(share);
