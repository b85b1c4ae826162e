// The same rules as one decision table of zen-engine, in the form it runs fastest: read once, words of a scale as numbers, the area in the first column, cells that ask nothing empty.
import { ZenDecisionContent, ZenEngine } from '@gorules/zen-engine';
import type { Facts, Rule, RuleSet, Test } from '../../rules/rule-set.ts';

export type Zen = { firedBy(input: object): Promise<string[]>; inputOf(area: string, facts: Facts): object };
type Fields = ReadonlyMap<string, readonly string[] | undefined>;

/** Takes rules whose condition is `all` of tests, bound to areas; every fact asked of must be known. */
export function zenTable({ rules, facts }: RuleSet): Zen {
  const asked = new Set(rules.flatMap(testsOf).map((test) => test.fact));
  const ranks: Fields = new Map(facts.map(({ name, of }) => [name, of.type === 'scale' ? of.values : undefined]));
  const columns = ['area', ...asked].map((field) => ({ id: field, name: field, field }));
  const at = { position: { x: 0, y: 0 } };
  const content = {
    nodes: [
      { id: 'input', type: 'inputNode', name: 'input', ...at },
      {
        ...{ id: 'table', type: 'decisionTableNode', name: 'table', ...at },
        content: {
          hitPolicy: 'collect',
          inputs: columns,
          outputs: [{ id: 'rule', name: 'rule', field: 'rule' }],
          rules: rules.map((rule) => rowOf(rule, asked, ranks)),
        },
      },
      { id: 'output', type: 'outputNode', name: 'output', ...at },
    ],
    edges: [
      { id: 'in', type: 'edge', sourceId: 'input', targetId: 'table' },
      { id: 'out', type: 'edge', sourceId: 'table', targetId: 'output' },
    ],
  };
  const decision = new ZenEngine().createDecision(new ZenDecisionContent(content));
  return {
    firedBy: async (input) => {
      const { result } = await decision.evaluate(input);
      return (result as { rule: string }[]).map((row) => row.rule);
    },
    inputOf: (area, given) => ({
      area,
      ...Object.fromEntries([...asked].map((name) => [name, rankOf(ranks, name, given[name])])),
    }),
  };
}

function testsOf({ when }: Rule): Test[] {
  return 'all' in when ? when.all.filter((part): part is Test => 'fact' in part) : [];
}

function rowOf(rule: Rule, asked: ReadonlySet<string>, ranks: Fields) {
  const cells = Object.fromEntries([...asked].map((name) => [name, '']));
  for (const test of testsOf(rule)) cells[test.fact] = cellOf(test, ranks);
  const areas = (rule.scope?.areas ?? []).map((area) => JSON.stringify(area)).join(', ');
  return { _id: rule.id, area: areas, ...cells, rule: JSON.stringify(rule.id) };
}

function cellOf(test: Test, ranks: Fields): string {
  const value = JSON.stringify(rankOf(ranks, test.fact, test.value));
  switch (test.is) {
    case 'equal':
      return value;
    case 'in':
      return value.slice(1, -1);
    case 'less':
      return `< ${value}`;
    case 'at-least':
      return `>= ${value}`;
    case 'not-empty':
      return 'len($) > 0';
    default:
      throw new Error(`no cell for ${test.is}`);
  }
}

function rankOf(ranks: Fields, name: string, value: unknown): unknown {
  return ranks.get(name)?.indexOf(String(value)) ?? value;
}
