/** `npm run bench:rows -- [--turns 300] [--sessions 5]`: from a turn that is told complete to its row, and with the database away. */
import { jestEnvironment } from './lib/jest.mjs';
import { inProject } from './lib/paths.mjs';
import { runAttached } from './lib/run.mjs';
import { prepare, runScript } from './setup/prepare.mjs';

await runScript(async () => {
  const node = await prepare();
  const register = inProject('test/integration/support/register-typescript.cjs');
  const main = inProject('test/bench/rows/main.ts');
  return runAttached(
    node,
    ['--require', register, main, ...process.argv.slice(2)],
    jestEnvironment(),
  );
});
