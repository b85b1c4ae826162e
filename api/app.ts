// The HTTP application: headers, body limits, the routes, the web app, and one place where errors end.
import express from 'express';
import type { ApiDeps } from './deps.ts';
import { securityHeaders } from './headers.ts';
import { problemAnswer, problemOf } from './problem.ts';
import { requestLog } from './request-log.ts';
import { createRoutes, type ApiRoutes } from './routes.ts';
import { serveWebApp } from './web-app.ts';

/** Bytes; a number on purpose, a word would be read as no limit. */
const bodyLimit = 256 * 1024;
/** Of rules: a text at its largest, and what is sent beside it. */
const rulesLimit = 5 * 1024 * 1024;

export function createApp(deps: ApiDeps, routes: ApiRoutes = createRoutes(deps)): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('etag', false);
  if (deps.config.trustedProxies) app.set('trust proxy', deps.config.trustedProxies);
  app.use(requestLog(deps));
  app.use(securityHeaders(deps.config.publicUrl.startsWith('https:')));
  app.use('/api/v1/rules', express.json({ limit: rulesLimit }));
  app.use(express.json({ limit: bodyLimit, type: ['application/json', 'application/merge-patch+json'] }));
  app.use(express.text({ limit: bodyLimit, type: 'text/csv' }));
  app.use('/api/v1', routes.v1.express);
  app.use(routes.operators.express);
  app.use('/api', () => {
    throw problemOf('not-found');
  });
  serveWebApp(app, deps.config.webDist);
  app.use(problemAnswer(deps));
  return app;
}
