// Entry of the process that plays: teaches it to read TypeScript, whoever started it, and goes on to its work.
import { register } from 'tsx/esm/api';

register();
await import('./stage/play-child.ts');
