/** `npm run migration:{generate,up,down}`: the schema of DATABASE_URL, or of the server's own database while it is stopped. */
import './lib/environment-file.mjs';

import { runAttached } from './lib/run.mjs';
import { inProject } from './lib/paths.mjs';
import { prepare, runScript } from './setup/prepare.mjs';

await runScript(async () => {
  const node = await prepare({ hasEngines: false });
  return runAttached(node, [inProject('dist/apps/migrate/src/main.js'), ...process.argv.slice(2)]);
});
