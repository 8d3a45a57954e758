import { resolve } from 'node:path';

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = import.meta.dirname;
const repository = resolve(root, '../..');
/** The server beside which `npm run dev` shows the page: where PORT and HOST put it. */
const { PORT = '4900', HOST = '127.0.0.1' } = process.env;
const server = `http://${['0.0.0.0', '::'].includes(HOST) ? '127.0.0.1' : HOST}:${PORT}`;

/** Modules of Talk that other pages use, too; a file of its own for each would be a third larger. */
const SHARED = [
  'libs/api-client/src/',
  'web/src/app/conversation-search',
  'web/src/server/server-context',
  'web/src/talk/turn',
  'web/src/ui/icons',
  'web/src/ui/language-select',
  'web/src/voice/backoff',
  'web/src/voice/conversation-reducer',
  'web/src/voice/latency-text',
  'web/src/voice/problem',
];

const isShared = (id: string) => SHARED.some((part) => id.replaceAll('\\', '/').includes(part));

export default defineConfig({
  root,
  // Relative addresses, so that the page also works below a path of a reverse proxy.
  base: './',
  plugins: [react()],
  resolve: {
    alias: {
      // Of it only what a browser can run.
      '@vox/audio': resolve(repository, 'libs/audio/src/wav.ts'),
      '@vox/api-client': resolve(repository, 'libs/api-client/src/index.ts'),
      '@vox/protocol': resolve(repository, 'libs/protocol/src/index.ts'),
      '@vox/voice-core': resolve(repository, 'libs/voice-core/src/index.ts'),
    },
  },
  build: {
    outDir: resolve(repository, 'dist/apps/web'),
    emptyOutDir: true,
    target: 'es2022',
    rolldownOptions: {
      output: {
        // The libraries change seldom: a new page finds them in the browser's cache. Those of the call, and those of the pages
        // beside Talk, are fetched when they are needed.
        codeSplitting: {
          groups: [
            {
              name: 'media',
              test: /node_modules[\\/](mediasoup-client|h264|sdp-transform|ua-parser)/,
            },
            { name: 'schemas', test: /node_modules[\\/]zod[\\/]/ },
            {
              name: 'libraries',
              test: /node_modules[\\/](react|react-dom|scheduler|openapi-fetch|cookie-es|isbot|seroval|@tanstack[\\/](react-router|router-core|history|react-store|store))[\\/]/,
            },
            { name: 'plots', test: /node_modules[\\/]uplot[\\/]/ },
            { name: 'page-libraries', test: /node_modules/ },
            { name: 'shared', test: isShared },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': server, '/auth': server, '/ws': { target: server, ws: true } },
  },
});
