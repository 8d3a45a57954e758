/** `npm run bench:pages -- [--sessions 50000] [--live 200]`: what each page asks of a server that has much, and how it scrolls. */
import { runTypeScriptMain } from './lib/typescript-main.mjs';

await runTypeScriptMain('test/bench/pages/main.ts');
