/** `npm run bench:data -- [--messages 1000000] [--sessions 50000]`: what lists and searches of stored sessions take. */
import { jestEnvironment } from './lib/jest.mjs';
import { inProject } from './lib/paths.mjs';
import { runAttached } from './lib/run.mjs';
import { prepare, runScript } from './setup/prepare.mjs';

await runScript(async () => {
  const node = await prepare({ hasEngines: false, hasBuild: false });
  const register = inProject('test/integration/support/register-typescript.cjs');
  const main = inProject('test/bench/data/main.ts');
  return runAttached(
    node,
    ['--require', register, main, ...process.argv.slice(2)],
    jestEnvironment(),
  );
});
