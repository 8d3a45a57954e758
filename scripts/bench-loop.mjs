/** `npm run bench:loop -- [--sessions 1,10] [--seconds 40] [--idle-minutes 10]`: what the voice loop itself costs. */
import { inProject } from './lib/paths.mjs';
import { runAttached } from './lib/run.mjs';
import { ensureLoopBench } from './setup/build.mjs';
import { prepare, runScript } from './setup/prepare.mjs';

await runScript(async () => {
  const node = await prepare({
    hasEngines: false,
    hasBuild: false,
    alsoBuilt: ensureLoopBench,
  });
  const main = inProject('dist/bench-loop/test/bench/loop/main.js');
  return runAttached(node, [main, ...process.argv.slice(2)]);
});
