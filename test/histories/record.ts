// Plays every outcome against the real system and keeps the history of its workflow.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { openWhole } from '../support/whole-system.ts';
import { historyToJson } from './history-json.ts';
import { fileOf, outcomes } from './outcomes.ts';

/** @param only words of the outcomes to record; none means all */
export async function record(only: readonly string[]): Promise<void> {
  const chosen = Object.entries(outcomes).filter(
    ([name]) => only.length === 0 || only.some((word) => name.includes(word)),
  );
  for (const [name, play] of chosen) {
    const whole = await openWhole();
    try {
      const workflowId = await play(whole);
      const history = await whole.environment.client.workflow.getHandle(workflowId).fetchHistory();
      const file = join(import.meta.dirname, fileOf(name));
      writeFileSync(file, historyToJson(history));
      console.log(`${fileOf(name)} ${history.events?.length} events`);
    } catch (error) {
      throw new Error(`${name}: ${inspect(error)}`, { cause: error });
    } finally {
      await whole.close();
    }
  }
}
