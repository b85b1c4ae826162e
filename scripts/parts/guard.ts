// Ends a server and removes its folder once the process it serves is gone, however that ended.
import { spawn } from 'node:child_process';

/** Runs beside the caller as a plain shell loop, so that it outlives a caller that is killed. */
export function guard(server: number, folder: string, served = process.pid): void {
  const script = 'while kill -0 "$1" 2>/dev/null; do sleep 1; done; kill -INT "$2" 2>/dev/null; sleep 2; rm -rf "$3"';
  const args = ['-c', script, 'guard', String(served), String(server), folder];
  spawn('/bin/sh', args, { detached: true, stdio: 'ignore', cwd: '/' }).unref();
}
