// Risk: the matrix of likelihood and impact, the order of levels, and what each programme criticality may bear.
import { z } from 'zod';
import data from './risk-matrix.json' with { type: 'json' };

export const riskLevels = ['low', 'medium', 'high', 'very-high', 'unacceptable'] as const;
export const likelihoods = ['very-unlikely', 'unlikely', 'moderately-likely', 'likely', 'very-likely'] as const;
export const impacts = ['negligible', 'minor', 'moderate', 'severe', 'critical'] as const;
export const criticalities = ['PC1', 'PC2', 'PC3', 'PC4'] as const;

export const RiskLevel = z.enum(riskLevels);
export type RiskLevel = z.infer<typeof RiskLevel>;
export const Likelihood = z.enum(likelihoods);
export type Likelihood = z.infer<typeof Likelihood>;
export const Impact = z.enum(impacts);
export type Impact = z.infer<typeof Impact>;
export const Criticality = z.enum(criticalities);
export type Criticality = z.infer<typeof Criticality>;

export const Cells = z.record(Likelihood, z.record(Impact, RiskLevel));
export type Cells = z.infer<typeof Cells>;

/** Cells and ceilings are data a tenant may replace; the words and their order are not. */
export const RiskMatrix = z.strictObject({
  version: z.string(),
  cells: Cells.refine(isMonotone, 'The risk may not fall where likelihood or impact rises'),
  ceilings: z.record(Criticality, RiskLevel),
  ratingFrom: RiskLevel,
});
export type RiskMatrix = z.infer<typeof RiskMatrix>;

export const riskMatrix: RiskMatrix = RiskMatrix.parse(data);

export function riskOf(likelihood: Likelihood, impact: Impact, cells: Cells = riskMatrix.cells): RiskLevel {
  return cells[likelihood][impact];
}

/** Negative where the first is lower. */
export function compareRisk(one: RiskLevel, other: RiskLevel): number {
  return riskLevels.indexOf(one) - riskLevels.indexOf(other);
}

export function isAtLeast(risk: RiskLevel, floor: RiskLevel): boolean {
  return compareRisk(risk, floor) >= 0;
}

export function highestRisk(risks: readonly RiskLevel[]): RiskLevel | undefined {
  return risks.toSorted(compareRisk).at(-1);
}

export function levelsAbove(ceiling: RiskLevel): RiskLevel[] {
  return riskLevels.filter((level) => compareRisk(level, ceiling) > 0);
}

/** The highest risk an activity may run; an unrated one stays below the level from which a rating is asked. */
export function ceilingOf(
  criticality: Criticality | undefined,
  matrix: RiskMatrix = riskMatrix,
): RiskLevel | undefined {
  if (criticality) return matrix.ceilings[criticality];
  return riskLevels[riskLevels.indexOf(matrix.ratingFrom) - 1];
}

export function mayBear(
  criticality: Criticality | undefined,
  risk: RiskLevel,
  matrix: RiskMatrix = riskMatrix,
): boolean {
  const ceiling = ceilingOf(criticality, matrix);
  return ceiling !== undefined && compareRisk(risk, ceiling) <= 0;
}

export function isMonotone(cells: Cells): boolean {
  return likelihoods.every((likelihood, row) =>
    impacts.every((impact, column) => {
      const [above, beside] = [likelihoods[row + 1], impacts[column + 1]];
      const here = cells[likelihood][impact];
      return (
        (above === undefined || isAtLeast(cells[above][impact], here)) &&
        (beside === undefined || isAtLeast(cells[likelihood][beside], here))
      );
    }),
  );
}
