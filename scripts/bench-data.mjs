/** `npm run bench:data -- [--messages 1000000] [--sessions 50000]`: what lists and searches of stored sessions take. */
import { runTypeScriptMain } from './lib/typescript-main.mjs';

await runTypeScriptMain('test/bench/data/main.ts', { hasEngines: false, hasBuild: false });
