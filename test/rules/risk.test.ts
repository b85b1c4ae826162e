// The risk matrix, and what each programme criticality may bear.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  Cells,
  RiskMatrix,
  ceilingOf,
  compareRisk,
  highestRisk,
  impacts,
  isAtLeast,
  isMonotone,
  likelihoods,
  mayBear,
  riskLevels,
  riskMatrix,
  riskOf,
} from '../../rules/risk.ts';

const place = fc.tuple(fc.nat(likelihoods.length - 1), fc.nat(impacts.length - 1));
const at = ([row, column]: [number, number]) =>
  riskOf(likelihoods[row] ?? 'very-likely', impacts[column] ?? 'critical');

test('risk never falls where likelihood or impact rises', () => {
  const property = fc.property(place, place, ([row, column], [down, right]) => {
    const further: [number, number] = [Math.max(row, down), Math.max(column, right)];
    expect(isAtLeast(at(further), at([row, column]))).toBe(true);
  });
  fc.assert(property);
});

test('the matrix is the published one at its corners', () => {
  expect(riskOf('very-unlikely', 'critical')).toBe('low');
  expect(riskOf('likely', 'severe')).toBe('high');
  expect(riskOf('very-likely', 'severe')).toBe('very-high');
  expect(riskOf('very-likely', 'critical')).toBe('unacceptable');
});

test('a matrix that sinks somewhere is refused', () => {
  const level = fc.constantFrom(...riskLevels);
  const property = fc.property(fc.array(level, { minLength: 25, maxLength: 25 }), (drawn) => {
    const cells = Cells.parse(
      Object.fromEntries(
        likelihoods.map((likelihood, row) => [
          likelihood,
          Object.fromEntries(impacts.map((impact, column) => [impact, drawn[row * 5 + column]])),
        ]),
      ),
    );
    const sinks = drawn.some((here, index) => {
      const [below, beside] = [drawn[index + 5], index % 5 < 4 ? drawn[index + 1] : undefined];
      return [below, beside].some((next) => next !== undefined && riskLevels.indexOf(next) < riskLevels.indexOf(here));
    });
    expect(isMonotone(cells)).toBe(!sinks);
    expect(RiskMatrix.safeParse({ ...riskMatrix, cells }).success).toBe(!sinks);
  });
  fc.assert(property, { numRuns: 200 });
});

test('levels have an order of their own, not that of the alphabet', () => {
  expect([...riskLevels].toReversed().toSorted(compareRisk)).toEqual([...riskLevels]);
  expect(highestRisk(['low', 'very-high', 'high'])).toBe('very-high');
  expect(highestRisk([])).toBeUndefined();
});

describe('the ceiling', () => {
  test.each([
    ['PC1', 'very-high'],
    ['PC2', 'high'],
    ['PC3', 'medium'],
    ['PC4', 'low'],
    [undefined, 'medium'],
  ] as const)('of %s is %s', (criticality, ceiling) => {
    expect(ceilingOf(criticality)).toBe(ceiling);
    expect(mayBear(criticality, ceiling)).toBe(true);
    expect(mayBear(criticality, 'unacceptable')).toBe(false);
  });
});
