// Entry of the analysis threads: teaches the thread to read TypeScript, whoever started it, and goes on to its work.
import { register } from 'tsx/esm/api';

register();
await import('./analysis-thread-worker.ts');
