/** `npm run bench:loop -- [--sessions 1,10] [--seconds 40] [--idle-minutes 10 | --joins 100]`: what the voice loop itself costs. */
import { inProject } from './lib/paths.mjs';
import { runAttached } from './lib/run.mjs';
import { ensureLoopBench } from './setup/build.mjs';
import { ensureModels } from './setup/models.mjs';
import { prepare, runScript } from './setup/prepare.mjs';

await runScript(async () => {
  const node = await prepare({
    hasEngines: false,
    hasBuild: false,
    // Joins are measured with the server's own detector, the rest with a scripted one.
    ...(process.argv.some((argument) => argument.startsWith('--joins')) && {
      alsoFetched: ensureModels,
    }),
    alsoBuilt: ensureLoopBench,
  });
  const main = inProject('dist/bench-loop/test/bench/loop/main.js');
  return runAttached(node, [main, ...process.argv.slice(2)]);
});
