/** `npm run images -- [NAME…]`: the images of docs/images, made anew of a server that somebody has used for a while. */
import { runTypeScriptMain } from './lib/typescript-main.mjs';

await runTypeScriptMain('test/images/main.ts');
