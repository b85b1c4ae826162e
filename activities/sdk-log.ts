// What Temporal's SDK has to say, in the worker's log: its words, which workflow and step, and of an error kind and place.
import type { Logger, LogLevel } from '@temporalio/worker';
import { causeOf } from '../cause-of.ts';

type Told = Record<'warn' | 'error', (fields: object, text: string) => void>;
type Meta = Record<string, unknown>;

/** All else that stands beside its words may hold what people wrote. */
const ids = ['sdkComponent', 'workflowType', 'workflowId', 'runId', 'activityType', 'attempt', 'taskQueue', 'target'];
/** The step says it itself, with its request and trace (steps-observed.ts). */
const saidByStep = 'Activity failed';
const longest = 500;

export function sdkLogger(log: Told): Logger {
  const tell = (level: LogLevel, text: string, meta: Meta = {}) => {
    if (text === saidByStep || (level !== 'WARN' && level !== 'ERROR')) return;
    const known = ids.filter((name) => meta[name] !== undefined).map((name) => [name, meta[name]]);
    log[level === 'WARN' ? 'warn' : 'error']({ ...Object.fromEntries(known), ...errorIn(meta) }, text);
  };
  const silent = () => undefined;
  const [warn, error] = (['WARN', 'ERROR'] as const).map(
    (level) => (text: string, meta?: Meta) => tell(level, text, meta),
  );
  return { log: tell, trace: silent, debug: silent, info: silent, warn: warn!, error: error! };
}

/** The core of the SDK sees payloads and failures encrypted only, so what it quotes is nobody's words. */
function errorIn({ error, sdkComponent }: Meta): object {
  if (error === undefined) return {};
  if (sdkComponent === 'core' && typeof error === 'string') return { error: error.slice(0, longest) };
  return { err: causeOf(error) };
}
