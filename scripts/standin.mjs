/** `npm run standin -- NAME [--port PORT] [--fault FAULT]`: a server that plays a provider, for trying things out. */
import { inProject } from './lib/paths.mjs';
import { runAttached } from './lib/run.mjs';
import { ensureStandIns } from './setup/build.mjs';
import { prepare, runScript } from './setup/prepare.mjs';

await runScript(async () => {
  const node = await prepare({
    hasEngines: false,
    hasBuild: false,
    alsoBuilt: ensureStandIns,
  });
  const main = inProject('dist/standin/apps/standin/src/main.js');
  return runAttached(node, [main, ...process.argv.slice(2)]);
});
