/** `npm run demo:discord -- [--out FOLDER]`: two people talk with the bot in a Discord that runs on this machine. */
import { inProject, modelsDirectory } from './lib/paths.mjs';
import { runAttached } from './lib/run.mjs';
import { ensureStandIns } from './setup/build.mjs';
import { prepare, runScript } from './setup/prepare.mjs';

await runScript(async () => {
  const node = await prepare({ alsoBuilt: ensureStandIns });
  const main = inProject('dist/standin/apps/demo/src/main.js');
  return runAttached(node, [main, ...process.argv.slice(2)], { MODELS_DIR: modelsDirectory });
});
