/** `npm run talk -- ARGS`: the console client, which talks to a running server. */
import './lib/environment-file.mjs';

import { runAttached } from './lib/run.mjs';
import { inProject } from './lib/paths.mjs';
import { prepare, runScript } from './setup/prepare.mjs';

await runScript(async () => {
  const node = await prepare({ hasEngines: false });
  return runAttached(node, [inProject('dist/apps/console/src/main.js'), ...process.argv.slice(2)]);
});
