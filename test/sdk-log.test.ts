// The worker's log says what Temporal's SDK warns of, with ids and the place of an error, and nothing anybody wrote.
import { expect, test } from '@jest/globals';
import { sdkLogger } from '../activities/sdk-log.ts';
import { causeOf } from '../cause-of.ts';

function listen() {
  const said: [string, object, string][] = [];
  const on = (level: string) => (fields: object, text: string) => void said.push([level, fields, text]);
  return { said, logger: sdkLogger({ warn: on('warn'), error: on('error') }) };
}

test('a warning and an error are told, with ids and with the kind and place of the error, whichever way they come', () => {
  const { said, logger } = listen();
  const meta = { workflowId: 'travelClearance:1', runId: 'r', input: 'Ana', error: new TypeError('Ana Ruiz') };
  logger.log('ERROR', 'Failed to process Workflow Activation', meta);
  logger.warn('Worker is slow', { taskQueue: 'safeconduct' });
  const err = { name: 'TypeError', stack: expect.stringContaining('sdk-log.test') as unknown };
  expect(said).toEqual([
    [
      'error',
      { workflowId: 'travelClearance:1', runId: 'r', err: expect.objectContaining(err) as object },
      'Failed to process Workflow Activation',
    ],
    ['warn', { taskQueue: 'safeconduct' }, 'Worker is slow'],
  ]);
  expect(JSON.stringify(said)).not.toContain('Ana');
});

test('what the core says of an error is told as it says it, cut where it is long', () => {
  const { said, logger } = listen();
  logger.log('WARN', 'Error while polling', { sdkComponent: 'core', error: `tonic: unavailable ${'x'.repeat(900)}` });
  const [[, fields]] = said as [[string, { error: string }, string]];
  expect(fields.error).toMatch(/^tonic: unavailable x+$/);
  expect(fields.error).toHaveLength(500);
});

test('what is no warning is left out, and so is the failure of a step, which the step tells itself', () => {
  const { said, logger } = listen();
  logger.log('INFO', 'Worker state changed');
  logger.info('Worker state changed');
  logger.log('WARN', 'Activity failed', { error: new Error('x') });
  expect(said).toEqual([]);
});

test('the place of an error is told without its message, even where a line of the message looks like a place', () => {
  const error = new Error('first line\n    at Ana Ruiz, Lake lodge');
  expect(causeOf(error)).toMatchObject({ name: 'Error', stack: expect.stringContaining('sdk-log.test') });
  expect(JSON.stringify(causeOf(error))).not.toContain('Ana');
  expect(causeOf('Ana')).toEqual({ name: 'string' });
});
