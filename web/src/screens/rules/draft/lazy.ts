// Parts of the draft's page that are loaded when they are first opened; the tree brings the query builder with it.
import { later } from '../../../parts/later.tsx';

export const ConditionTree = later('tree', async () => (await import('./condition-tree.tsx')).ConditionTree);
export const DecisionTable = later('table', async () => (await import('./decision-table.tsx')).DecisionTable);
export const CheckPanel = later('check', async () => (await import('./check-panel.tsx')).CheckPanel);
export const ComparePanel = later('compare', async () => (await import('./compare-panel.tsx')).ComparePanel);
export const ReplacedPanel = later('replaced', async () => (await import('./replaced.tsx')).ReplacedPanel);
export const Behind = later('behind', async () => (await import('./behind.tsx')).Behind);
export const ImpactOfDraft = later('impact', async () => (await import('./impact-panel.tsx')).ImpactOfDraft);
export const TestsPanel = later('tests', async () => (await import('./tests-panel.tsx')).TestsPanel);
export const SimulatePanel = later('simulate', async () => (await import('./simulate-panel.tsx')).SimulatePanel);
export const AlwaysPanel = later('always', async () => (await import('./always-panel.tsx')).AlwaysPanel);
export const HistoryPanel = later('history', async () => (await import('./history-panel.tsx')).HistoryPanel);
export const SubmitPanel = later('submit', async () => (await import('./submit-panel.tsx')).SubmitPanel);
export const Review = later('review', async () => (await import('./review.tsx')).Review);
