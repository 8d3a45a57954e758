/** `npm run import:voxbridge1 -- URL`: what VoxBridge 1 has kept, into DATABASE_URL or the server's own database while it is stopped. */
import './lib/environment-file.mjs';

import { runAttached } from './lib/run.mjs';
import { inProject } from './lib/paths.mjs';
import { prepare, runScript } from './setup/prepare.mjs';

await runScript(async () => {
  const node = await prepare({ hasEngines: false });
  return runAttached(node, [inProject('dist/src/importer/main.js'), ...process.argv.slice(2)]);
});
