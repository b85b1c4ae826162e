// One log line and two figures a request: ids, route and status only, never what was asked for or by which name.
import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { childOf, readTraceparent, traceHeader, traceparentOf, work } from '../trace.ts';
import type { ApiDeps } from './deps.ts';

declare module 'express-serve-static-core' {
  interface Request {
    id: string;
  }
}

/** A case is named by its id or its reference; whatever else a caller writes there is not logged. */
const caseName = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Z]{2,4}-\d{4}-\d{6})$/;

export function requestLog({ log, metrics, spans }: ApiDeps) {
  return (req: Request, res: Response, next: NextFunction): void => {
    req.id = randomUUID();
    res.setHeader('X-Request-Id', req.id);
    const parent = readTraceparent(req.headers[traceHeader]);
    const span = childOf(parent);
    res.setHeader(traceHeader, traceparentOf(span));
    const begunAt = Date.now();
    const begun = performance.now();
    res.on('close', () => {
      const { route = 'other', person, code } = res.locals as { route?: string; person?: string; code?: string };
      const { method } = req;
      const status = res.writableFinished ? res.statusCode : 499;
      const took = performance.now() - begun;
      const ms = Math.round(took);
      const id = String(req.params['id'] ?? '');
      const named = route.includes('/requests/:id') && caseName.test(id) ? id : undefined;
      metrics.requests.inc({ method, route, status });
      metrics.latency.observe({ method, route }, ms / 1000);
      const { traceId: trace } = span;
      log.info({ request: req.id, trace, method, route, case: named, status, ms, person, code }, 'answered');
      const attributes = {
        'http.request.method': method,
        'http.route': route,
        'http.response.status_code': status,
        ...(named ? { 'safeconduct.case': named } : {}),
      };
      const name = `${method} ${route}`;
      spans?.add({
        name,
        kind: 'server',
        span,
        parent,
        begun: begunAt,
        ended: begunAt + took,
        ok: status < 500,
        attributes,
      });
    });
    work.run({ span }, next);
  };
}
