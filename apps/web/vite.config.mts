import { resolve } from 'node:path';

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = import.meta.dirname;
const repository = resolve(root, '../..');
/** The server beside which `npm run dev` shows the page: where PORT and HOST put it. */
const { PORT = '4900', HOST = '127.0.0.1' } = process.env;
const server = `http://${['0.0.0.0', '::'].includes(HOST) ? '127.0.0.1' : HOST}:${PORT}`;

/** What Talk is made of before a call: all of its folders but what it loads later, and its share of the others. */
const TALK =
  /apps[\\/]web[\\/]src[\\/](app|talk[\\/](?!level-check|calibration|consent-question|turn-latency|device-settings|hold-button)|voice[\\/](?!join-session|voice-connection|signalling-client|media-options|keep-awake)|server[\\/](?!live-events|next-page)|ui[\\/](icons|language-select|masthead-actions)|i18n[\\/](speech-context|texts|message|languages|en[\\/](shell|problems)))|libs[\\/]api-client/;

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
      // React has what the router's shim brings to older ones.
      'use-sync-external-store/shim/with-selector': 'use-sync-external-store/with-selector.js',
    },
  },
  build: {
    outDir: resolve(repository, 'dist/apps/web'),
    emptyOutDir: true,
    target: 'es2022',
    // Which chunks each page needs would be listed in what Talk loads; a page finds its own a moment later.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_file, dependencies, { hostType }) =>
        hostType === 'html' ? dependencies : dependencies.filter((file) => file.endsWith('.css')),
    },
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
            // What Talk shares with other pages would be a dozen small files, each compressed alone.
            { name: 'talk', test: TALK },
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
