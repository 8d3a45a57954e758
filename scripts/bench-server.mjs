/** `npm run bench:server -- [--sessions 1,10] [--seconds 20] [--runs 5]`: what the whole server adds and costs, from outside. */
import { runTypeScriptMain } from './lib/typescript-main.mjs';

await runTypeScriptMain('test/bench/server/main.ts');
