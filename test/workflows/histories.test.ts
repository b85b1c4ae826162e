// Cases opened by an earlier version go on under this one: every kept history replays on today's workflows.
import { beforeAll, expect, test } from '@jest/globals';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from '@temporalio/worker';
import * as workflows from '../../workflows/index.ts';
import { historyFromJson } from '../histories/history-json.ts';
import { fileOf, outcomes } from '../histories/outcomes.ts';
import { workflowBundle } from '../../workflow-bundle.ts';
import { quietRuntime } from '../../stories/stage/quiet-runtime.ts';

const folder = join(import.meta.dirname, '../histories');
const kept = readdirSync(folder).filter((file) => file.endsWith('.json'));
const histories = new Map(
  kept.map((file) => [file, historyFromJson(readFileSync(join(folder, file), 'utf8'))] as const),
);
const typeOf = (file: string) =>
  histories.get(file)?.events?.[0]?.workflowExecutionStartedEventAttributes?.workflowType?.name;

beforeAll(quietRuntime);

/** File -> what went wrong on replay, nothing where it replayed. */
async function replay(entry?: string): Promise<Map<string, string | undefined>> {
  const found = new Map<string, string | undefined>();
  const list = [...histories].map(([workflowId, history]) => ({ workflowId, history }));
  const bundle = await workflowBundle(entry);
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle: bundle }, list))
    found.set(workflowId, error && `${error.name}: ${error.message}`);
  return found;
}

test('each outcome has a history, and each history an outcome', () => {
  const files = Object.keys(outcomes).map(fileOf);
  expect(files.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
  expect(kept.filter((file) => !files.includes(file))).toEqual([]);
});

test('each workflow has histories', () => {
  const types = new Set(kept.map(typeOf));
  expect(Object.keys(workflows).filter((name) => !types.has(name))).toEqual([]);
});

test('every history replays on the workflows as they are', async () => {
  const failed = [...(await replay())].filter(([, error]) => error !== undefined);
  expect(failed).toEqual([]);
});

test('a workflow that takes one step more fails the replay of every history', async () => {
  const found = await replay(join(import.meta.dirname, 'changed.ts'));
  expect([...found].filter(([, error]) => !error?.startsWith('DeterminismViolationError'))).toEqual([]);
});
