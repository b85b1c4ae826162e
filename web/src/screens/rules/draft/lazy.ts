// Parts of the draft's page that are loaded when they are first opened; the tree brings the query builder with it.
import { lazy } from 'react';

export const ConditionTree = lazy(async () => ({ default: (await import('./condition-tree.tsx')).ConditionTree }));
export const AlwaysPanel = lazy(async () => ({ default: (await import('./always-panel.tsx')).AlwaysPanel }));
export const HistoryPanel = lazy(async () => ({ default: (await import('./history-panel.tsx')).HistoryPanel }));
