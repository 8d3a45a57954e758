/** `npm run bench:rows -- [--turns 300] [--sessions 5]`: from a turn that is told complete to its row, and with the database away. */
import { runTypeScriptMain } from './lib/typescript-main.mjs';

await runTypeScriptMain('test/bench/rows/main.ts');
