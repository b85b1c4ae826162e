// Activities that are each run three times where they are asked for once: as after a lost answer, and again a second later.
import { expect } from '@jest/globals';
import type { Activities } from '../../activities/index.ts';
import { rowsOf, type Rows, type Sql } from '../support/rows.ts';

type Step = (...args: never[]) => Promise<unknown>;

/** @param run collects the names of those that were run */
export function thrice(activities: Activities, sql: Sql, run: Set<string>): Activities {
  const wrapped = Object.entries(activities as Record<string, Step>).map(([name, step]): [string, Step] => [
    name,
    async (...args) => {
      run.add(name);
      const first = await outcomeOf(step, args);
      const rows = await rowsOf(sql);
      for (const again of judgesAnew.includes(name) ? [args] : [args, aSecondLater(args)]) {
        expect({ name, ...(await outcomeOf(step, again)) }).toEqual({ name, ...first });
        expect({ name, changed: changesIn(rows, await rowsOf(sql)) }).toEqual({ name, changed: [] });
      }
      if ('error' in first) throw first.error;
      return first.answer;
    },
  ]);
  return Object.fromEntries(wrapped) as unknown as Activities;
}

/** It keeps the facts of its own hour, so a second later they may be others. */
const judgesAnew = ['reExamine'];

function aSecondLater(args: never[]): never[] {
  return args.map((one) => (typeof one === 'number' ? one + 1_000 : one)) as never[];
}

function changesIn(before: Rows, after: Rows): string[] {
  const flat = (rows: Rows) => Object.entries(rows).flatMap(([table, of]) => of.map((row) => `${table} ${row}`));
  const [old, fresh] = [flat(before), flat(after)];
  return [...old.filter((row) => !fresh.includes(row)), ...fresh.filter((row) => !old.includes(row))];
}

async function outcomeOf(step: Step, args: never[]): Promise<{ answer: unknown } | { error: unknown }> {
  return step(...args).then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error }),
  );
}
