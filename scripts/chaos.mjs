/** `npm run chaos -- [--seed N] [--faults 30] [--sessions 20]`: anything fails at any moment; is what was told kept? */
import { runTypeScriptMain } from './lib/typescript-main.mjs';

await runTypeScriptMain('test/chaos/main.ts');
