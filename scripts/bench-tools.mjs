/** `npm run bench:tools`: how soon a tool's server is asked once a model has called the tool, with 50 sessions. */
import { runTypeScriptMain } from './lib/typescript-main.mjs';

await runTypeScriptMain('test/bench/tool-calls/main.ts');
