// One log line and two figures a request: ids, route and status only, never what was asked for or by which name.
import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { ApiDeps } from './deps.ts';

declare module 'express-serve-static-core' {
  interface Request {
    id: string;
  }
}

export function requestLog({ log, metrics }: ApiDeps) {
  return (req: Request, res: Response, next: NextFunction): void => {
    req.id = randomUUID();
    res.setHeader('X-Request-Id', req.id);
    const begun = performance.now();
    res.on('close', () => {
      const { route = 'other', person, code } = res.locals as { route?: string; person?: string; code?: string };
      const status = res.writableFinished ? res.statusCode : 499;
      const ms = Math.round(performance.now() - begun);
      metrics.requests.inc({ method: req.method, route, status });
      metrics.latency.observe({ method: req.method, route }, ms / 1000);
      log.info({ request: req.id, method: req.method, route, status, ms, person, code }, 'answered');
    });
    next();
  };
}
