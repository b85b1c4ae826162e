// Serves the built web app; every path that is not the API's is one of its pages.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import express, { type Express } from 'express';
import { problemOf } from './problem.ts';

export function serveWebApp(app: Express, folder: string): void {
  const root = resolve(folder);
  const page = join(root, 'index.html');
  app.use(
    '/assets',
    express.static(join(root, 'assets'), { immutable: true, maxAge: '365d', index: false, redirect: false }),
  );
  app.use(express.static(root, { index: false, redirect: false, maxAge: 0 }));
  app.use((req, res) => {
    const isPage =
      (req.method === 'GET' || req.method === 'HEAD') && !req.path.startsWith('/api/') && !/\.\w+$/.test(req.path);
    if (!isPage || !existsSync(page)) throw problemOf('not-found');
    res.locals['route'] = 'page';
    res.set('Cache-Control', 'no-cache').sendFile(page);
  });
}
