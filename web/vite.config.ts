// How the web app is built and served while it is worked on.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { catalogues } from './catalogues.ts';

const api = process.env['SAFECONDUCT_API'] ?? 'http://127.0.0.1:8080';

export default defineConfig(({ command }) => {
  // Also where a test asks for it, what is built is what people get.
  if (command === 'build') process.env['NODE_ENV'] = 'production';
  return {
    plugins: [catalogues(), react()],
    json: { namedExports: false, stringify: true },
    build: { manifest: true, assetsInlineLimit: 0, cssMinify: true, target: 'es2022' },
    server: { host: '127.0.0.1', proxy: { '/api': { target: api, changeOrigin: false } } },
    preview: { host: '127.0.0.1', proxy: { '/api': { target: api, changeOrigin: false } } },
  };
});
