/** `npm run bench:soak -- [--minutes 120] [--sessions 50]`: whether the whole server keeps anything of hours of talk. */
import { runTypeScriptMain } from './lib/typescript-main.mjs';

await runTypeScriptMain('test/bench/server/soak/main.ts');
