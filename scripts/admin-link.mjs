/** `npm run admin:link`: a link that logs in once, as who runs the server, with DATABASE_URL or the server's own database. */
import './lib/environment-file.mjs';

import { runAttached } from './lib/run.mjs';
import { inProject } from './lib/paths.mjs';
import { prepare, runScript } from './setup/prepare.mjs';

await runScript(async () => {
  const node = await prepare({ hasEngines: false });
  return runAttached(node, [inProject('dist/src/programs/admin-link.js')]);
});
